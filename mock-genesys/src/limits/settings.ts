import { z } from 'zod';

const fullLimit = z.strictObject({
  limit: z.int().min(1).max(1_000_000).describe('Requests per window.'),
  windowMs: z.int().min(1).default(60_000).describe("Length of the window in the mock's time."),
  algorithm: z.enum(['fixed-window', 'sliding-window', 'token-bucket']).default('fixed-window'),
  anchor: z
    .enum(['first-request', 'wall-clock'])
    .default('first-request')
    .describe('Where a fixed window starts.'),
  burst: z.int().min(1).optional().describe('Size of a token bucket; default `limit`.'),
  observeOnly: z.boolean().default(false).describe('Count, never refuse.'),
  countRefused: z
    .boolean()
    .default(false)
    .describe('Whether a refused request counts against the limit.'),
});

/** A number is short for `{ limit: n }`; `null` switches the limit off. */
const limit = z.preprocess(
  (value) => (typeof value === 'number' ? { limit: value } : value),
  fullLimit.nullable(),
);

/** Defaults, with the source of each figure. "A model" means that no figure is published. */
export const limitsSchema = z.strictObject({
  loginPerClient: limit
    .default(() => fullLimit.parse({ limit: 30 }))
    .describe(
      'Token requests of one client. A model: the real figure is not published; 11 token requests at a time pass within about a second, 51 take about a minute longer.',
    ),
  loginPerOrg: limit
    .default(null)
    .describe('Token requests of one organisation. Off; whether it exists is not published.'),
  apiPerToken: limit
    .default(() => fullLimit.parse({ limit: 300 }))
    .describe('client.credentials.token.rate.per.minute, 300 by default.'),
  apiPerClient: limit
    .default(() => fullLimit.parse({ limit: 3000 }))
    .describe('org.app.user.rate.per.minute, most quotes say 3000.'),
  apiPerResource: z
    .record(z.string(), limit)
    .default({})
    .describe(
      'Limits of single resources per token, by "METHOD /route". Values vary; none by default.',
    ),
});

export type LimitSetting = z.output<typeof fullLimit>;
export type Limits = z.output<typeof limitsSchema>;
