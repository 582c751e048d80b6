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

/** The result of one check. No field contains a secret. */
export interface Check {
  readonly name: CheckName;
  /** `unknown`: inconclusive, for example while the token endpoint throttles. */
  readonly outcome: 'ok' | 'warn' | 'failed' | 'unknown';
  readonly message: string;
  /** What to do. */
  readonly advice?: string;
  /** Of a failure: a setting is wrong, or a dependency does not answer. Otherwise the check failed. */
  readonly cause?: 'configuration' | 'unavailable';
}

export const EXIT = { ok: 0, failed: 1, void: 2, configuration: 64, unavailable: 69 } as const;

/** The worst result, as an exit code: the problem to fix first decides. */
export function exitCodeOf(checks: readonly Check[]): number {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  if (failed.some(({ cause }) => cause === 'configuration')) return EXIT.configuration;
  if (failed.some(({ cause }) => cause === undefined)) return EXIT.failed;
  if (failed.length > 0) return EXIT.unavailable;
  return checks.some(({ outcome }) => outcome === 'unknown') ? EXIT.void : EXIT.ok;
}
