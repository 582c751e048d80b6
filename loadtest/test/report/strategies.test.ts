import { expect, it } from 'vitest';
import { strategiesIn, strategiesSentence, strategyRows } from '../../src/report/strategies.ts';
import { comparedResults, restartResult } from '../strategies.ts';

it('takes calls and times from k6, and token requests from the mock', () => {
  const [perCall] = strategiesIn(comparedResults());
  expect(perCall?.figures).toEqual({
    name: 'per-call',
    pods: 6,
    apiCalls: 3001,
    tokenRequests: 3001,
    peakPerMinute: 3001,
    throttled: 2971,
    failedApiCalls: 2971,
    afterRestart: null,
    p50Ms: 1.23,
    p95Ms: 4.5,
    p99Ms: 12.35,
  });
});

it('counts the token requests of a restart, and says null, not zero, where none was made', () => {
  const afterRestart = (restarts: ReturnType<typeof restartResult>[]) =>
    strategiesIn([...comparedResults(), ...restarts]).map(({ figures }) => figures.afterRestart);
  expect(afterRestart([])).toEqual([null, null, null]);
  expect(afterRestart([restartResult(0)])).toEqual([null, null, 0]);
  expect(afterRestart([restartResult(2)])).toEqual([null, null, 2]);
});

it('marks the figures that show the problem', () => {
  const rows = strategyRows(strategiesIn(comparedResults()));
  expect(rows.find(({ label }) => label === 'throttled logins')?.bad).toEqual([true, false, false]);
});

it('has a row for a restart only if one was made', () => {
  const label = 'token requests of a rolling restart';
  const rowOf = (results: ReturnType<typeof restartResult>[]) =>
    strategyRows(strategiesIn(results)).find((row) => row.label === label);
  expect(rowOf(comparedResults())).toBeUndefined();
  expect(rowOf([...comparedResults(), restartResult(0)])?.cells).toEqual(['–', '–', '0']);
});

it('sums all three up in a sentence, and leaves one out that cannot be compared', () => {
  expect(strategiesSentence(comparedResults())).toMatch(
    /made 3,001 token requests, .* refused 2,971; .* each made 6; .* one made 1\.$/,
  );
  expect(strategiesSentence(comparedResults().slice(1))).toBeUndefined();
});
