/** A stack as Pulumi hands it to the program. */
export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  /** All values by full key; objects are JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** Full keys of the values that Pulumi keeps encrypted. */
  readonly secretKeys: readonly string[];
  /** Outputs of the stack that the setting `awsStack` names. */
  readonly awsOutputs?: Readonly<Record<string, unknown>> | undefined;
}

/** What a stack is for, by its name; the rules differ. */
export type Stage = 'local' | 'dev' | 'staging' | 'production';

/** `production-use1` → `production`; undefined for a name that is none of ours. */
export function stageOf(stack: string): Stage | undefined {
  if (stack === 'local' || stack === 'dev' || stack === 'staging') return stack;
  return /^production(-[a-z0-9]+)?$/.test(stack) ? 'production' : undefined;
}
