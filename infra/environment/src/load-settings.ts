import * as pulumi from '@pulumi/pulumi';
import { ConfigurationError, parseSettings } from './parse-settings.ts';
import type { Settings } from './settings.ts';

/**
 * Settings of the current stack, checked before anything is created.
 * @throws pulumi.RunError with one sentence for each thing that is wrong
 */
export function loadSettings(): Settings {
  const prefix = `${pulumi.getProject()}:`;
  const ours = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), parsed(value)] as const);
  try {
    return parseSettings({
      stack: pulumi.getStack(),
      values: Object.fromEntries(ours),
      secretKeys: secretKeys().map((key) => key.slice(prefix.length)),
    });
  } catch (error) {
    // Shown without a stack trace: the reader is to mend the configuration, not the program.
    if (error instanceof ConfigurationError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

/** Pulumi hands over an object as JSON text. */
function parsed(value: string): unknown {
  return value.startsWith('{') ? JSON.parse(value) : value;
}

/** Which values are encrypted; the SDK has them from the engine in this variable. */
function secretKeys(): string[] {
  const keys: string[] = JSON.parse(process.env['PULUMI_CONFIG_SECRET_KEYS'] || '[]');
  return keys.map((key) => key.replace(':config:', ':'));
}
