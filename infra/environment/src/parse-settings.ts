import type { z } from 'zod';
import { awsStackProblem, readPlatform } from './aws-stack.ts';
import { fromAws } from './from-aws.ts';
import { isSecretKey, secretsOf } from './given-secrets.ts';
import { brokenRules } from './rules.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { type StackConfig, stageOf } from './stack.ts';

/** All that is wrong with a stack's configuration, one sentence each. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError' as const;
  readonly problems: readonly string[];

  constructor(stack: string, problems: readonly string[]) {
    super([`Stack ${stack} is not configured right:`, ...problems].join('\n  - '));
    this.problems = problems;
  }
}

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
  if (!parsed.success) throw new ConfigurationError(stack, parsed.error.issues.map(sentence));
  const problems = brokenRules(parsed.data, stage, secretsOf(given, ours));
  if (problems.length > 0) throw new ConfigurationError(stack, problems);
  return parsed.data;
}

/** The name of the AWS stack that a stack takes its platform from, when it is a right one. */
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

function fromText(value: string): unknown {
  return value.startsWith('{') ? JSON.parse(value) : value;
}

function sentence(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${[path, issue.keys.join(', ')].filter(Boolean).join('.')} is not a setting.`;
  }
  if (issue.message.endsWith('received undefined')) return `${path} is missing.`;
  if (issue.code === 'invalid_key') return `${path}: ${issue.issues[0]?.message}.`;
  return `${path}: ${issue.message}.`;
}
