export type CheckName =
  | 'region'
  | 'login'
  | 'credentials'
  | 'clock'
  | 'token'
  | 'permissions'
  | 'encryption'
  | 'redis'
  | 'shared token';

/** What one check found. No field carries a secret. */
export interface Check {
  readonly name: CheckName;
  /** `unknown`: inconclusive, such as when the login throttles. */
  readonly outcome: 'ok' | 'warn' | 'failed' | 'unknown';
  readonly message: string;
  /** What to do. */
  readonly advice?: string;
  /** Of a failure: a setting is wrong, or a dependency does not answer. */
  readonly cause?: 'configuration' | 'unavailable';
}

export const EXIT = {
  ok: 0,
  failed: 1,
  inconclusive: 2,
  configuration: 64,
  unavailable: 69,
} as const;

/** The exit code of the worst result: what must be repaired first wins. */
export function exitCodeOf(checks: readonly Check[]): number {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  if (failed.some(({ cause }) => cause === 'configuration')) return EXIT.configuration;
  if (failed.some(({ cause }) => cause === undefined)) return EXIT.failed;
  if (failed.length > 0) return EXIT.unavailable;
  return checks.some(({ outcome }) => outcome === 'unknown') ? EXIT.inconclusive : EXIT.ok;
}
