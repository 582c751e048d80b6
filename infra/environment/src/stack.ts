/** A stack as Pulumi passes it to the program. */
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

/** The purpose of a stack, from its name. The rules depend on it. */
export type Stage = 'local' | 'dev' | 'staging' | 'production';

/** `production-use1` → `production`; undefined for an unknown name. */
export function stageOf(stack: string): Stage | undefined {
  if (stack === 'local' || stack === 'dev' || stack === 'staging') return stack;
  return /^production(-[a-z0-9]+)?$/.test(stack) ? 'production' : undefined;
}
