import { z } from 'zod';

const count = z.int().nonnegative();

/** What one client did, as the mock counted it. `tokenRequests` counts refused ones, too. */
const clientLedger = z.object({
  tokenRequests: count,
  tokensIssued: count,
  throttled: count,
  rejected: count,
  peakPerMinute: count,
  earlyDuplicates: count,
  apiCalls: count,
  apiOk: count,
  api401: count,
  api429: count,
});

/** `GET /__admin/stats`. Fields that are not judged here are ignored. */
export const ledgerSchema = z.object({
  clients: z.record(z.string(), clientLedger),
  totals: clientLedger,
});

export type Ledger = z.infer<typeof clientLedger>;
