import { z } from 'zod';

const arn = z.string().startsWith('arn:', 'must be the ARN of a secret');

const schema = z
  .object({
    GENESYSCLOUD_REGION: z.string().optional(),
    ONETOKEN_LOGIN_URL: z.url().optional(),
    ONETOKEN_API_URL: z.url().optional(),
    ONETOKEN_ALLOW_HTTP: z.literal('1', 'must be 1 or unset').optional(),
    ONETOKEN_CLIENT_SECRET_ARN: arn,
    ONETOKEN_CACHE_SECRET_ARN: arn.optional(),
    LOG_LEVEL: z.string().default('info'),
  })
  .refine(
    (env) =>
      Boolean(env.GENESYSCLOUD_REGION) !== Boolean(env.ONETOKEN_LOGIN_URL && env.ONETOKEN_API_URL),
    'GENESYSCLOUD_REGION is needed, or ONETOKEN_LOGIN_URL and ONETOKEN_API_URL instead of it',
  );

export interface Settings {
  readonly target:
    | { readonly region: string }
    | { readonly endpoints: { readonly login: string; readonly api: string } };
  readonly allowInsecureHttp: boolean;
  /** Entry in Secrets Manager with `client-id`, `client-secret` and, during a rotation, `client-secret-next`. */
  readonly clientSecretArn: string;
  /** Entry with the `url` of the cache. Without it every copy of the function requests its own token. */
  readonly cacheSecretArn: string | undefined;
  readonly logLevel: string;
}

/**
 * Reads the function's settings from environment variables.
 * @throws Error that lists every problem
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(' '));
    throw new Error(`The function is not configured right: ${problems.join('; ')}`);
  }
  const env = parsed.data;
  return {
    target: env.GENESYSCLOUD_REGION
      ? { region: env.GENESYSCLOUD_REGION }
      : { endpoints: { login: env.ONETOKEN_LOGIN_URL ?? '', api: env.ONETOKEN_API_URL ?? '' } },
    allowInsecureHttp: env.ONETOKEN_ALLOW_HTTP === '1',
    clientSecretArn: env.ONETOKEN_CLIENT_SECRET_ARN,
    cacheSecretArn: env.ONETOKEN_CACHE_SECRET_ARN,
    logLevel: env.LOG_LEVEL,
  };
}
