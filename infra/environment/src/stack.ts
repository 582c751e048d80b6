/** What a stack is for, by its name; the rules differ. */
export type Stage = 'local' | 'dev' | 'staging' | 'production';

/** `production-use1` → `production`; undefined for a name that is none of ours. */
export function stageOf(stack: string): Stage | undefined {
  if (stack === 'local' || stack === 'dev' || stack === 'staging') return stack;
  return /^production(-[a-z0-9]+)?$/.test(stack) ? 'production' : undefined;
}
