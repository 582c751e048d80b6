import { isPassed, type Report, reportOf } from './report.ts';
import type { Run } from './run.ts';
import type { StoredResult, StoredResults } from './stored-results.ts';

/** A test file and the name of its inputs. */
export interface TestFile {
  readonly path: string;
  /** `undefined`: its result is never kept. */
  readonly key: string | undefined;
}

export interface Plan {
  /** Files whose last result no longer stands. */
  readonly toRun: readonly TestFile[];
  /** Results of an earlier run with the same inputs. */
  readonly kept: StoredResults;
}

/** Pure: which files must run. */
export function planOf(files: readonly TestFile[], stored: StoredResults): Plan {
  const isKept = ({ path, key }: TestFile) => key !== undefined && stored[path]?.key === key;
  return {
    toRun: files.filter((file) => !isKept(file)),
    kept: Object.fromEntries(
      files.filter(isKept).flatMap(({ path }) => {
        const result = stored[path];
        return result ? [[path, result]] : [];
      }),
    ),
  };
}

/** Pure: what to store after a run. An error outside every test leaves doubt about all that ran. */
export function resultsAfter(
  { toRun, kept }: Plan,
  run: Run,
  pathOf: (name: string) => string,
): StoredResults {
  if (run.status !== 0 && reportOf(run.testResults).numFailedTests === 0) return kept;
  const results = run.testResults.filter(isPassed).flatMap((report): [string, StoredResult][] => {
    const file = toRun.find(({ path }) => path === pathOf(report.name));
    return file?.key ? [[file.path, { key: file.key, report }]] : [];
  });
  return { ...kept, ...Object.fromEntries(results) };
}

/** Everything that counts: what ran now, and the kept results. */
export function reportAfter({ kept }: Plan, run: Run): Report {
  return reportOf([...run.testResults, ...Object.values(kept).map(({ report }) => report)]);
}
