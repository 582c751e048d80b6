import { accessSync, constants } from 'node:fs';
import { z } from 'zod';

/** The environment variables of the wallboard, each with its form and default. */

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

const flag = z
  .enum(['0', '1'], 'must be 1 or 0')
  .default('0')
  .transform((value) => value === '1');
const url = z.url('must be an address such as http://127.0.0.1:8080').optional();
const file = z.string().refine(isReadable, 'names a file that cannot be read').optional();
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a port number, at most 65535');
const milliseconds = z
  .string()
  .regex(/^\d{1,8}$/, 'must be a number of milliseconds; 0 switches the poller off')
  .transform(Number)
  .refine(
    (ms) => ms === 0 || ms >= 1_000,
    'must be 0 or at least 1000: all viewers share one API limit',
  );
const redisUrl = z.string().regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://');

/** Each of these may be given as itself, or as `…_FILE`, the file that holds it. */
export const secretNames = [
  'GENESYSCLOUD_OAUTHCLIENT_SECRET',
  'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT',
  'ONETOKEN_ENCRYPTION_KEYS',
  'REDIS_URL',
  'PAGERDUTY_ROUTING_KEY',
] as const;

export type SecretName = (typeof secretNames)[number];

export const variables = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: port.default(3000),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
      .default('info'),
    TOKEN_CACHE: z.enum(['off', 'process', 'shared'], 'must be off, process or shared').optional(),
    GENESYSCLOUD_REGION: z.string().optional(),
    ONETOKEN_LOGIN_URL: url,
    ONETOKEN_API_URL: url,
    ONETOKEN_ALLOW_HTTP: flag,
    GENESYSCLOUD_OAUTHCLIENT_ID: z.string().optional(),
    GENESYSCLOUD_OAUTHCLIENT_SECRET: z.string().optional(),
    GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: file,
    GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT: z.string().optional(),
    GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT_FILE: file,
    ONETOKEN_ENCRYPTION_KEYS: z.string().optional(),
    ONETOKEN_ENCRYPTION_KEYS_FILE: file,
    REDIS_URL: redisUrl.optional(),
    REDIS_URL_FILE: file,
    REDIS_CA_FILE: file,
    REDIS_CLUSTER: flag,
    REDIS_PREFIX: z.string().default('onetoken'),
    BOARD_QUEUE_IDS: list,
    BOARD_POLL_MS: milliseconds.optional(),
    PAGERDUTY_ROUTING_KEY: z.string().optional(),
    PAGERDUTY_ROUTING_KEY_FILE: file,
    PAGERDUTY_EVENTS_URL: url,
  })
  .check(({ value, issues }) => {
    for (const name of secretNames) {
      if (value[name] !== undefined && value[`${name}_FILE`] !== undefined) {
        const message = `and ${name}_FILE exclude each other: set one of them`;
        issues.push({ code: 'custom', path: [name], message, input: undefined });
      }
    }
  });

export type Variables = z.output<typeof variables>;
