import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileReport } from './report.ts';

export interface StoredResult {
  readonly key: string;
  readonly report: FileReport;
}

/** The last passed result of each test file, by its path from the root. */
export type StoredResults = Readonly<Record<string, StoredResult>>;

const fileOf = (root: string) => join(root, 'node_modules/.cache/unit-tests.json');

/** The results of earlier runs; none where the file is missing or damaged. */
export function readResults(root: string): StoredResults {
  try {
    return JSON.parse(readFileSync(fileOf(root), 'utf8')) as StoredResults;
  } catch {
    return {};
  }
}

export function writeResults(root: string, results: StoredResults): void {
  mkdirSync(dirname(fileOf(root)), { recursive: true });
  writeFileSync(fileOf(root), JSON.stringify(results));
}
