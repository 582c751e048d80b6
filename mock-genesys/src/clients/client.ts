import { z } from 'zod';

/** Life of a token on the real service, in seconds. */
export const SHORTEST_LIFE_S = 300;
export const LONGEST_LIFE_S = 172_800;
export const DEFAULT_LIFE_S = 86_400;

const LONGEST_ID = 200;
/** A character takes up to nine in a URL (`%E2%82%AC`); the router's default limit is 100 in total. */
export const LONGEST_ID_IN_PATH = 9 * LONGEST_ID;

/** An OAuth client of an organisation, as given in files, options and the admin API. */
export const clientSchema = z.strictObject({
  id: z.string().min(1).max(LONGEST_ID),
  secret: z.string().min(1).max(500),
  name: z.string().default('mock client'),
  region: z.string().optional().describe('Domain of its region; default: the first region served.'),
  state: z
    .enum(['active', 'disabled', 'inactive'])
    .default('active')
    .describe(
      'disabled: no new tokens, and its tokens are invalid; inactive: no new tokens, may be deleted.',
    ),
  accessTokenValiditySeconds: z
    .int()
    .min(1)
    .default(DEFAULT_LIFE_S)
    .describe(
      `Life of its tokens, ${SHORTEST_LIFE_S} … ${LONGEST_LIFE_S}; from 1 s with allowShortLives.`,
    ),
  permissions: z
    .array(z.string())
    .default(['*'])
    .describe('Permissions of its roles, such as "routing:queue:view"; "*" is all of them.'),
  grantType: z
    .enum(['CLIENT-CREDENTIALS', 'CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD'])
    .default('CLIENT-CREDENTIALS'),
});

export type ClientInput = z.input<typeof clientSchema>;
export type ClientSettings = z.output<typeof clientSchema>;
/** A client of a running mock; its region is known. */
export type Client = ClientSettings & { readonly region: string };
