import { z } from 'zod';

const count = z.int().nonnegative();

/** What one client did, as the mock counted it. `tokenRequests` counts refused ones, too. */
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

/** `GET /__admin/stats`. Fields that the lab does not use are ignored. */
export const statsSchema = z.object({
  clients: z.record(z.string(), clientStats),
  totals: clientStats,
});

/** The figures of one client, or of all together. */
export type ClientStats = z.infer<typeof clientStats>;

/** The statistics of each client, and of all together. */
export type Stats = z.infer<typeof statsSchema>;

/** Figures that are a highest value since the last reset, not a count: they have no difference. */
const peaks = new Set<string>(['peakPerMinute', 'peakConcurrent'] satisfies (keyof ClientStats)[]);

function difference(before: ClientStats | undefined, after: ClientStats): ClientStats {
  if (before === undefined) return after;
  const entries = Object.entries(after).map(([figure, value]) => [
    figure,
    peaks.has(figure) ? value : value - before[figure as keyof ClientStats],
  ]);
  return Object.fromEntries(entries) as ClientStats;
}

/** Clients that have asked for a token or called the API. */
export function activeClients({ clients }: Pick<Stats, 'clients'>): string[] {
  return Object.entries(clients)
    .filter(([, { tokenRequests, apiCalls }]) => tokenRequests + apiCalls > 0)
    .map(([id]) => id);
}

/**
 * What was counted between two readings; others may have used the mock before. Clients that did nothing in
 * between are none of it.
 */
export function statsBetween(before: Stats, after: Stats): Stats {
  const differences = Object.entries(after.clients).map(
    ([id, ledger]) => [id, difference(before.clients[id], ledger)] as const,
  );
  const clients = Object.fromEntries(differences);
  const active = activeClients({ clients }).map((id) => [id, clients[id] as ClientStats] as const);
  return { clients: Object.fromEntries(active), totals: difference(before.totals, after.totals) };
}
