import { z } from 'zod';

const count = z.int().nonnegative();

/** What one client did, as the mock counted it. `tokenRequests` counts refused ones, too. */
const clientLedger = z.object({
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

/** `GET /__admin/stats`. Fields that are not judged here are ignored. */
export const ledgerSchema = z.object({
  clients: z.record(z.string(), clientLedger),
  totals: clientLedger,
});

/** The figures of one client, or of all together. */
export type Ledger = z.infer<typeof clientLedger>;

/** The whole ledger: of each client, and of all together. */
export type Book = z.infer<typeof ledgerSchema>;

export function ledgerOfClient({ clients }: Book, id: string): Ledger {
  const ledger = clients[id];
  if (ledger === undefined) throw new Error(`the ledger has no client ${id}`);
  return ledger;
}

/** Figures that are a highest value since the last reset, not a count: they have no difference. */
const peaks = new Set<string>(['peakPerMinute', 'peakConcurrent'] satisfies (keyof Ledger)[]);

function difference(before: Ledger | undefined, after: Ledger): Ledger {
  if (before === undefined) return after;
  const entries = Object.entries(after).map(([figure, value]) => [
    figure,
    peaks.has(figure) ? value : value - before[figure as keyof Ledger],
  ]);
  return Object.fromEntries(entries) as Ledger;
}

/** Clients that have asked for a token or called the API. */
export function activeClients({ clients }: Pick<Book, 'clients'>): string[] {
  return Object.entries(clients)
    .filter(([, { tokenRequests, apiCalls }]) => tokenRequests + apiCalls > 0)
    .map(([id]) => id);
}

/**
 * What happened between two readings of a ledger that others may have written to before. Clients that did nothing in
 * between are none of it.
 */
export function bookBetween(before: Book, after: Book): Book {
  const differences = Object.entries(after.clients).map(
    ([id, ledger]) => [id, difference(before.clients[id], ledger)] as const,
  );
  const clients = Object.fromEntries(differences);
  const active = activeClients({ clients }).map((id) => [id, clients[id] as Ledger] as const);
  return { clients: Object.fromEntries(active), totals: difference(before.totals, after.totals) };
}
