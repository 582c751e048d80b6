import { ConfigurationError, fromText, problemOf } from '@onetoken/infra-configuration';
import { awsStackProblem, readPlatform } from './aws-stack.ts';
import { fromAws } from './from-aws.ts';
import { isSecretKey, secretsOf } from './given-secrets.ts';
import { brokenRules } from './rules.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { type StackConfig, stageOf } from './stack.ts';

/**
 * The settings of a stack. Pure.
 * @throws ConfigurationError that names everything that is wrong
 */
export function parseSettings(given: StackConfig): Settings {
  const { stack } = given;
  const stage = stageOf(stack);
  if (!stage) {
    throw new ConfigurationError(stack, [
      'the stack must be called local, dev, staging or production-<region>.',
    ]);
  }
  const ours = ownValues(given);
  const plain = Object.entries(ours).filter(([key]) => !isSecretKey(key));
  const values = Object.fromEntries(plain.map(([key, value]) => [key, fromText(value)]));
  const parsed = settingsSchema.safeParse(withPlatform(values, given));
  if (!parsed.success) throw new ConfigurationError(stack, parsed.error.issues.map(problemOf));
  const problems = brokenRules(parsed.data, stage, secretsOf(given, ours));
  if (problems.length > 0) throw new ConfigurationError(stack, problems);
  return parsed.data;
}

/** The AWS stack that the setting `awsStack` names; undefined if it is not set or wrong. */
export function awsStackOf(given: StackConfig): string | undefined {
  const { awsStack } = ownValues(given);
  return awsStack === undefined || awsStackProblem(awsStack, given.stack) ? undefined : awsStack;
}

function withPlatform(values: Readonly<Record<string, unknown>>, given: StackConfig): unknown {
  const { stack, awsOutputs } = given;
  const { awsStack } = values;
  if (awsStack === undefined) return values;
  const wrongName = awsStackProblem(awsStack, stack);
  if (wrongName) throw new ConfigurationError(stack, [wrongName]);
  const platform = readPlatform(String(awsStack), awsOutputs);
  if (Array.isArray(platform)) throw new ConfigurationError(stack, platform);
  const resolved = fromAws(values, platform);
  if (resolved.problems.length > 0) throw new ConfigurationError(stack, resolved.problems);
  return resolved.values;
}

function ownValues({ project, config }: StackConfig): Record<string, string> {
  const prefix = `${project}:`;
  const ours = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(ours.map(([key, value]) => [key.slice(prefix.length), value]));
}
