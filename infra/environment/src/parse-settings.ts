import type { z } from 'zod';
import { brokenRules } from './rules.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { stageOf } from './stack.ts';

export interface StackConfig {
  readonly stack: string;
  /** The stack's values without the project's prefix; objects are parsed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Keys whose values Pulumi keeps encrypted. */
  readonly secretKeys: readonly string[];
}

/** Pulumi secrets of this program; they are checked for being there, and never looked at. */
export const SECRET_KEYS = ['genesysClientId', 'genesysClientSecret', 'kubeconfig'] as const;
export type SecretKey = (typeof SECRET_KEYS)[number];

/** All that is wrong with a stack's configuration, one sentence each. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError' as const;
  readonly problems: readonly string[];

  constructor(stack: string, problems: readonly string[]) {
    super([`Stack ${stack} is not configured right:`, ...problems].join('\n  - '));
    this.problems = problems;
  }
}

/** The stack's settings, or one error that names everything that is wrong. Pure. */
export function parseSettings(config: StackConfig): Settings {
  const stage = stageOf(config.stack);
  if (!stage) {
    throw new ConfigurationError(config.stack, [
      'the stack must be called local, dev, staging or production-<region>.',
    ]);
  }
  const plain = Object.entries(config.values).filter(([key]) => !isSecretKey(key));
  const parsed = settingsSchema.safeParse(Object.fromEntries(plain));
  if (!parsed.success)
    throw new ConfigurationError(config.stack, parsed.error.issues.map(sentence));
  const problems = brokenRules(parsed.data, stage, config);
  if (problems.length > 0) throw new ConfigurationError(config.stack, problems);
  return parsed.data;
}

function isSecretKey(key: string): boolean {
  return (SECRET_KEYS as readonly string[]).includes(key);
}

function sentence(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${[path, issue.keys.join(', ')].filter(Boolean).join('.')} is not a setting.`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${path} is missing.`;
  return `${path}: ${issue.message}.`;
}
