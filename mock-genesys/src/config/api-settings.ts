import { z } from 'zod';

const invalidTokenCode = z
  .enum(['bad.credentials', 'credentials.expired'])
  .default('bad.credentials');

/** Switches of the platform API: one per thing that is not published. */
export const apiSchema = z.strictObject({
  expiredTokenCode: invalidTokenCode.describe('Code of the 401 for an expired token.'),
  revokedTokenCode: invalidTokenCode.describe('Code of the 401 for a revoked token.'),
  legacyRateHeaders: z
    .boolean()
    .default(false)
    .describe(
      'Send inin-ratelimit-count, -allowed and -reset, as the real service did until 2021.',
    ),
  retryAfter: z
    .enum(['seconds', 'http-date'])
    .default('seconds')
    .describe('Form of Retry-After on a 429; the real service sends seconds.'),
});
