import { z } from 'zod';
import { clientSchema } from '../clients/client.ts';
import { LATEST } from '../clock/clock.ts';
import { faultSchema } from '../faults/fault.ts';
import { limitsSchema } from '../limits/settings.ts';
import { apiSchema } from './api-settings.ts';
import { loginSchema } from './login-settings.ts';
import { tlsSchema } from './tls-settings.ts';

const port = z.int().min(0).max(65_535);

export const clockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('real') }),
  z.strictObject({ kind: z.literal('manual'), now: z.number().min(0).max(LATEST).optional() }),
  z.strictObject({ kind: z.literal('accelerated'), factor: z.number().positive().max(1_000_000) }),
]);

/** Sample credentials, clearly not real; used when no client is given. */
export const SAMPLE_CLIENT = { id: 'mock-client', secret: 'mock-secret-not-real' } as const;

/** All settings with their defaults: the options of the library and the keys of the file. */
export const optionsSchema = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Address to listen on.'),
  port: port.default(0).describe('Port of login and API; 0 takes a free one.'),
  adminPort: port.default(0).describe('Port of the admin API; 0 takes a free one.'),
  regions: z
    .array(z.strictObject({ domain: z.string().min(1), port: port.optional() }))
    .min(1)
    .default([{ domain: 'mypurecloud.com' }])
    .describe(
      'Regions, each a separate organisation. A request belongs to a region by its `port` (0 takes a free one) or its Host header; the first region also takes every other host.',
    ),
  seed: z.int().default(1).describe('Seed of the sample data and of the faults.'),
  clients: z.array(clientSchema).default(() => [clientSchema.parse(SAMPLE_CLIENT)]),
  limits: limitsSchema.default(() => limitsSchema.parse({})),
  login: loginSchema.default(() => loginSchema.parse({})),
  api: apiSchema.default(() => apiSchema.parse({})),
  faults: z.array(faultSchema).default([]).describe('Faults in force from the start.'),
  clock: clockSchema.default({ kind: 'real' }),
  sharedClock: z
    .boolean()
    .default(true)
    .describe(
      'Whether callers use `mock.clock`. If not, expires_in and Retry-After are divided by the factor of an accelerated clock.',
    ),
  tls: tlsSchema.optional(),
  allowShortLives: z.boolean().default(false).describe('Permit token lives from 1 s.'),
  freshFraction: z
    .number()
    .min(0)
    .max(1)
    .default(0.4)
    .describe(
      'A token is an early duplicate if the newest live one is younger than this part of its life.',
    ),
  journalCapacity: z.int().min(1).max(1_000_000).default(10_000).describe('Requests kept in full.'),
  timelineSliceMs: z.int().min(1).default(1_000).describe('Length of a slice of the timeline.'),
  tokenCapacity: z.int().min(1).max(10_000_000).default(100_000).describe('Tokens remembered.'),
});

export type MockOptions = z.input<typeof optionsSchema>;
export type Settings = z.output<typeof optionsSchema>;
