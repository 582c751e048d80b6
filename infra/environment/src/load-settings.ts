import { encryptedKeys } from '@onetoken/infra-configuration';
import * as pulumi from '@pulumi/pulumi';
import { awsStackOf, parseSettings } from './parse-settings.ts';
import type { Settings } from './settings.ts';
import { outputsOf } from './stack-outputs.ts';

/**
 * Settings of the current stack, checked before anything is created.
 * @throws ConfigurationError with one sentence for each thing that is wrong
 */
export async function loadSettings(): Promise<Settings> {
  const given = {
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    config: pulumi.runtime.allConfig(),
    secretKeys: encryptedKeys(),
  };
  const awsStack = awsStackOf(given);
  const awsOutputs = awsStack === undefined ? undefined : await outputsOf(awsStack);
  return parseSettings({ ...given, awsOutputs });
}
