import { findRegion } from '@onetoken/auth/regions';
import { ConfigurationError, fromText, problemOf } from '@onetoken/infra-configuration';
import type * as pulumi from '@pulumi/pulumi';
import { z } from 'zod';

const settingsSchema = z.strictObject({
  /** The only AWS account that the stack may change. */
  account: z.string().regex(/^\d{12}$/, 'must be a 12-digit account number, in quotes'),
  /** Region of the stack of `onetoken-aws` with the same name. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-west-1'),
  genesysRegion: z
    .string()
    .refine(
      (name) => findRegion(name) !== undefined,
      'is not a Genesys Cloud region, such as mypurecloud.ie or eu-west-1',
    ),
  /** The Genesys client that the function logs in with, as named in `onetoken-aws`. */
  client: z.string().min(1),
  /** Reserved concurrency. Each instance of the function holds one connection to the cache. */
  concurrency: z.coerce.number().pipe(z.int().min(1).max(1000)),
  /** SNS topics that notify the people on call. */
  alarmTopicArns: z.array(z.string().startsWith('arn:aws:sns:')),
  tags: z.strictObject({ CostCenter: z.string().min(1), Owner: z.string().min(1) }),
});

export type Settings = z.output<typeof settingsSchema>;

/**
 * Reads and checks the stack's configuration, before anything is created.
 * @throws ConfigurationError
 */
export function loadConfig(config: pulumi.Config, stack: string): Settings {
  const keys = Object.keys(settingsSchema.shape);
  return parseSettings(stack, Object.fromEntries(keys.map((key) => [key, read(config, key)])));
}

/** The settings from their raw values. Pure. */
export function parseSettings(stack: string, values: unknown): Settings {
  const parsed = settingsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(stack, parsed.error.issues.map(problemOf));
}

function read(config: pulumi.Config, key: string): unknown {
  const text = config.get(key);
  return text === undefined ? undefined : fromText(text);
}
