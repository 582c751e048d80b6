import { z } from 'zod';
import { answerOverrideSchema, LOGIN_ANSWERS } from '../errors/login.ts';

const refusals = Object.keys(LOGIN_ANSWERS) as (keyof typeof LOGIN_ANSWERS)[];

/** Switches of the login host: one per thing that is not published. */
export const loginSchema = z.strictObject({
  throttleForm: z
    .enum(['400', '429'])
    .default('400')
    .describe('400 is what Genesys’s own Terraform provider expects; 429 is what guides describe.'),
  throttleRetryAfter: z
    .enum(['none', 'seconds', 'http-date'])
    .optional()
    .describe(
      'Retry-After on a throttled login; default: seconds on the 429 form, none on the 400 form.',
    ),
  credentialsInBody: z
    .boolean()
    .default(false)
    .describe('Accept client_id and client_secret in the body.'),
  grantTypeInQuery: z
    .boolean()
    .default(true)
    .describe('Accept ?grant_type=client_credentials with an empty body (used in the wild).'),
  jsonBody: z.boolean().default(false).describe('Accept a JSON body.'),
  tokenType: z.enum(['bearer', 'Bearer']).default('bearer'),
  emptyErrorField: z
    .boolean()
    .default(false)
    .describe('Add "error": "" to a success, as in a test fixture of the gc command line.'),
  rotationRevokesTokens: z
    .boolean()
    .default(false)
    .describe('Whether a new secret ends the tokens issued with the old one.'),
  answers: z
    .partialRecord(z.enum(refusals), answerOverrideSchema)
    .default({})
    .describe('Replaces status, error or description of single refusals.'),
});

export type LoginSettings = z.output<typeof loginSchema>;

/** The form of Retry-After on a throttled login. */
export function retryAfterForm({
  throttleForm,
  throttleRetryAfter,
}: LoginSettings): 'none' | 'seconds' | 'http-date' {
  return throttleRetryAfter ?? (throttleForm === '429' ? 'seconds' : 'none');
}
