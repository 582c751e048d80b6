/** One file in the report of vitest's JSON reporter, as far as it is read here and by script/failures.mjs. */
export interface FileReport {
  /** Absolute path. */
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages?: readonly string[] | null;
  }[];
}

export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly FileReport[];
}

/** A report of these files. */
export function reportOf(testResults: readonly FileReport[]): Report {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (...wanted: string[]) =>
    tests.filter(({ status }) => wanted.includes(status)).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending', 'skipped', 'todo'),
    testResults,
  };
}

/** Whether a result may stand for the next run: no test failed. */
export function isPassed({ status, assertionResults }: FileReport): boolean {
  return status === 'passed' && assertionResults.every((test) => test.status !== 'failed');
}
