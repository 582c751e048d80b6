import type { z } from 'zod';
import { type MockOptions, optionsSchema, type Settings } from './options.ts';

/** Invalid options: the message names each one and its error. */
export class ConfigurationError extends TypeError {
  override name = 'ConfigurationError' as const;
}

export function parseOptions(options: MockOptions): Settings {
  return parseBy(optionsSchema, options);
}

/** Checks what a caller without types may have misspelt. */
export function parseBy<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(parsed.error.issues.map(describeIssue).join('\n'));
}

/** One line: place and error. Values are left out, because one may be a secret. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.length > 0 ? issue.path.join('.') : 'options';
  return `${where}: ${issue.message}`;
}
