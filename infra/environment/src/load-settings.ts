import * as pulumi from '@pulumi/pulumi';
import { awsStackOf, ConfigurationError, parseSettings } from './parse-settings.ts';
import type { Settings } from './settings.ts';
import { outputsOf } from './stack-outputs.ts';

/**
 * Settings of the current stack, checked before anything is created.
 * @throws pulumi.RunError with one sentence for each thing that is wrong
 */
export async function loadSettings(): Promise<Settings> {
  const given = {
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    config: pulumi.runtime.allConfig(),
    secretKeys: secretKeys(),
  };
  const awsStack = awsStackOf(given);
  const awsOutputs = awsStack === undefined ? undefined : await outputsOf(awsStack);
  try {
    return parseSettings({ ...given, awsOutputs });
  } catch (error) {
    // Shown without a stack trace: the reader is to mend the configuration, not the program.
    if (error instanceof ConfigurationError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

/** Which values are encrypted; the engine tells the program in this variable. */
function secretKeys(): string[] {
  const keys: string[] = JSON.parse(process.env['PULUMI_CONFIG_SECRET_KEYS'] || '[]');
  return keys.map((key) => key.replace(':config:', ':'));
}
