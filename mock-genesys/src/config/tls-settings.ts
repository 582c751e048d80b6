import { z } from 'zod';

export const tlsSchema = z
  .union([
    z.literal(true).describe('A certificate made at start, for localhost and the hosts served.'),
    z.strictObject({ cert: z.string(), key: z.string() }).describe('PEM texts.'),
    z.strictObject({ certFile: z.string(), keyFile: z.string() }).describe('PEM files.'),
  ])
  .describe('Serves login and API by https; the admin API stays http.');

export type TlsSettings = z.output<typeof tlsSchema>;
