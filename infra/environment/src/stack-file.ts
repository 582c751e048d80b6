import { existsSync, readFileSync } from 'node:fs';
import { ConfigurationError } from '@onetoken/infra-configuration';
import { parse } from 'yaml';
import { z } from 'zod';

export const PROJECT = 'onetoken-environment';

const stackFile = z.object({ config: z.record(z.string(), z.unknown()).default({}) });

/** A secret in a stack file: an object whose only key `secure` holds the encrypted text. */
const encrypted = z.strictObject({ secure: z.string() });

export interface StackFile {
  /** As Pulumi passes them to the program: text, and objects as JSON. */
  readonly config: Record<string, string>;
  readonly secretKeys: string[];
  /** Outputs of the stack that the setting `awsStack` names; not part of the file. */
  readonly awsOutputs?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Reads `Pulumi.<stack>.yaml` without Pulumi; encrypted values stay encrypted.
 * @throws ConfigurationError if there is no such file
 */
export function readStackFile(stack: string): StackFile {
  const file = new URL(`../Pulumi.${stack}.yaml`, import.meta.url);
  if (!existsSync(file)) {
    throw new ConfigurationError(stack, [`there is no file Pulumi.${stack}.yaml.`]);
  }
  const { config } = stackFile.parse(parse(readFileSync(file, 'utf8')));
  const entries = Object.entries(config).map(([key, value]) => [key, asText(value)] as const);
  return {
    config: Object.fromEntries(entries),
    secretKeys: Object.keys(config).filter((key) => encrypted.safeParse(config[key]).success),
  };
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
