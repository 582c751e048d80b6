import type { z } from 'zod';

/** One sentence for one issue of a settings schema, such as `region is missing.` */
export function problemOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${[path, issue.keys.join(', ')].filter(Boolean).join('.')} is not a setting.`;
  }
  if (issue.code === 'invalid_key') return `${path}: ${issue.issues[0]?.message}.`;
  // The issue itself tells a missing value from one of a wrong type by its message only.
  if (issue.message.endsWith('received undefined')) return `${path} is missing.`;
  return `${path}: ${issue.message}.`;
}
