import { z } from 'zod';

const count = z.int().nonnegative();

/** The mock's counters for one client. `tokenRequests` includes refused ones. */
const clientStats = z.object({
  tokenRequests: count,
  tokensIssued: count,
  throttled: count,
  rejected: count,
  peakPerMinute: count,
  peakConcurrent: count,
  earlyDuplicates: count,
  apiCalls: count,
  apiOk: count,
  api401: count,
  api429: count,
  api5xx: count,
  expiredTokenCalls: count,
  revokedTokenCalls: count,
  unknownTokenCalls: count,
  secretLeaks: count,
  faulted: count,
});

/** `GET /__admin/stats`. Other fields are ignored. */
export const statsSchema = z.object({
  clients: z.record(z.string(), clientStats),
  totals: clientStats,
});

/** The counters of one client, or of all together. */
export type ClientStats = z.infer<typeof clientStats>;

/** The counters of each client, and of all together. */
export type Stats = z.infer<typeof statsSchema>;

/** These are the highest value since the last reset, not a count: they have no difference. */
const peaks = new Set<string>(['peakPerMinute', 'peakConcurrent'] satisfies (keyof ClientStats)[]);

function difference(before: ClientStats | undefined, after: ClientStats): ClientStats {
  if (before === undefined) return after;
  const entries = Object.entries(after).map(([figure, value]) => [
    figure,
    peaks.has(figure) ? value : value - before[figure as keyof ClientStats],
  ]);
  return Object.fromEntries(entries) as ClientStats;
}

/** Clients that have requested a token or called the API. */
export function activeClients({ clients }: Pick<Stats, 'clients'>): string[] {
  return Object.entries(clients)
    .filter(([, { tokenRequests, apiCalls }]) => tokenRequests + apiCalls > 0)
    .map(([id]) => id);
}

/**
 * The difference of two readings, for a mock that has counted before. Clients without a request in between are left out.
 */
export function statsBetween(before: Stats, after: Stats): Stats {
  const differences = Object.entries(after.clients).map(
    ([id, stats]) => [id, difference(before.clients[id], stats)] as const,
  );
  const clients = Object.fromEntries(differences);
  const active = activeClients({ clients }).map((id) => [id, clients[id] as ClientStats] as const);
  return { clients: Object.fromEntries(active), totals: difference(before.totals, after.totals) };
}
