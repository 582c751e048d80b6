import { describe, expect, test } from 'vitest';
import type { FileReport } from '../src/report.ts';
import { planOf, reportAfter, resultsAfter } from '../src/unit-tests.ts';

const report = (name: string, ...statuses: string[]): FileReport => ({
  name,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status, index) => ({ fullName: `test ${index}`, status })),
});
const same = (name: string) => name;
const stored = { a: { key: '1', report: report('a', 'passed', 'passed') } };

describe('the plan', () => {
  test('keeps a result whose inputs are the same', () => {
    expect(planOf([{ path: 'a', key: '1' }], stored)).toEqual({ toRun: [], kept: stored });
  });

  test('runs a file that has changed, and one without a result', () => {
    const files = [
      { path: 'a', key: '2' },
      { path: 'b', key: '1' },
    ];
    expect(planOf(files, stored)).toEqual({ toRun: files, kept: {} });
  });

  test('runs a file whose result may not be kept', () => {
    const file = { path: 'a', key: undefined };
    expect(planOf([file], stored)).toEqual({ toRun: [file], kept: {} });
  });

  test('forgets a file that is gone', () => {
    expect(planOf([], stored)).toEqual({ toRun: [], kept: {} });
  });
});

describe('after a run', () => {
  const files = ['a', 'b', 'c'].map((path) => ({ path, key: '1' }));
  const plan = planOf(files, stored);
  const run = { status: 1, testResults: [report('b', 'passed'), report('c', 'passed', 'failed')] };

  test('what passed is stored, what failed is not', () => {
    expect(Object.keys(resultsAfter(plan, run, same))).toEqual(['a', 'b']);
  });

  test('what must run every time is not stored', () => {
    const everyTime = planOf([{ path: 'b', key: undefined }], {});
    expect(resultsAfter(everyTime, run, same)).toEqual({});
  });

  test('an error outside every test stores nothing', () => {
    const broken = { status: 1, testResults: [report('b', 'passed')] };
    expect(resultsAfter(plan, broken, same)).toEqual(plan.kept);
  });

  test('a file that could not be loaded is not stored', () => {
    const broken = { name: 'b', status: 'failed', assertionResults: [] };
    const testResults = [broken, report('c', 'failed')];
    expect(resultsAfter(plan, { status: 1, testResults }, same)).toEqual(plan.kept);
  });

  test('the report counts kept results, too', () => {
    const { numPassedTests, numFailedTests, testResults } = reportAfter(plan, run);
    expect({ numPassedTests, numFailedTests, files: testResults.length }).toEqual({
      numPassedTests: 4,
      numFailedTests: 1,
      files: 3,
    });
  });
});
