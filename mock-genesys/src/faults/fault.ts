import { z } from 'zod';

const when = z
  .enum(['before', 'after'])
  .default('before')
  .describe('after: the request is executed first, so a token is issued but its answer is lost.');
const ms = z.number().min(0).max(3_600_000);
const json = z.json();
const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'has characters that are not allowed in a header');

/** What goes wrong. */
export const actionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ms }),
  z.strictObject({
    kind: z.literal('lognormal-latency'),
    medianMs: ms,
    sigma: z.number().min(0).max(5).default(0.5),
    maxMs: ms.default(60_000),
  }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    body: json.optional().describe('Default: an error body of the login or of the API.'),
    retryAfter: headerValue.optional(),
    when,
  }),
  z
    .strictObject({
      kind: z.literal('throttle'),
      retryAfter: headerValue
        .optional()
        .describe('Sent unchanged, also "garbage" or a date; default: what the limit would send.'),
    })
    .describe('The answer of an exceeded limit, in the form of the login or of the API.'),
  z.strictObject({ kind: z.literal('hang'), when }).describe('Never answers.'),
  z
    .strictObject({ kind: z.literal('hold') })
    .describe('Holds requests until the fault is removed; then all of them continue at once.'),
  z.strictObject({ kind: z.literal('reset'), when }).describe('Resets the TCP connection.'),
  z
    .strictObject({ kind: z.literal('truncate') })
    .describe('Half the body, then the connection closes.'),
  z
    .strictObject({ kind: z.literal('broken-json') })
    .describe('Half the JSON, sent as a complete body.'),
  z
    .strictObject({ kind: z.literal('wrong-json'), body: json })
    .describe('Valid JSON of a wrong shape.'),
  z
    .strictObject({
      kind: z.literal('html'),
      status: z.int().min(200).max(599).default(502),
      when,
    })
    .describe('An HTML page, like the error page of a proxy.'),
  z.strictObject({
    kind: z.literal('redirect'),
    status: z.literal([301, 302, 303, 307, 308]).default(302),
    location: headerValue.min(1),
  }),
  z.strictObject({
    kind: z.literal('expires-in'),
    value: json.optional().describe('Replaces expires_in; without a value the field is removed.'),
  }),
  z
    .strictObject({ kind: z.literal('date-skew'), ms: z.number() })
    .describe('Shifts the Date header.'),
]);

/** A fault and the requests that it hits. */
export const faultSchema = z.strictObject({
  surface: z.enum(['login', 'api']).optional(),
  method: z.string().optional(),
  path: z.string().optional().describe('Exact path, or a prefix that ends with *.'),
  clientId: z.string().optional(),
  percentage: z.number().min(0).max(100).default(100).describe('Random, with the seed.'),
  skip: z.int().min(0).default(0).describe('Matching requests that pass first.'),
  times: z.int().min(1).optional().describe('Ends after this many hits.'),
  action: actionSchema,
});

export type FaultAction = z.output<typeof actionSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type FaultSettings = z.output<typeof faultSchema>;
