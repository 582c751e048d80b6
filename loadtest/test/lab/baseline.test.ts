import { writeFileSync } from 'node:fs';
import { tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { baselineOf, changesSince, readBaseline } from '../../src/lab/baseline.ts';
import type { Result } from '../../src/lab/run-experiment.ts';
import { evidenceOf, labRun, resultOf } from '../observed.ts';

const run = (seen: Parameters<typeof evidenceOf>[0] = {}) => labRun([resultOf(evidenceOf(seen))]);
const before = baselineOf(run());

it('finds nothing moved in the same run', () => {
  expect(changesSince(before, run())).toEqual([]);
});

it('says which figure of which experiment moved', () => {
  const now = run({ stats: { tokenRequests: 3, earlyDuplicates: 2 } });
  expect(changesSince(before, now)).toEqual([
    { experiment: 'shared', figure: 'outcome', before: 'passed', now: 'failed' },
    { experiment: 'shared', figure: 'tokenRequests', before: 1, now: 3 },
    { experiment: 'shared', figure: 'earlyDuplicates', before: 0, now: 2 },
  ]);
});

it.each([
  ['a refresh more or less', { refreshesDue: 2, stats: { tokenRequests: 2 } }],
  ['a call more', { load: { apiCalls: 61 } }],
  ['a slower machine', { load: { p95Ms: 40 } }],
])('takes %s for chance', (_, seen) => {
  expect(changesSince(before, run(seen))).toEqual([]);
});

it('takes an early duplicate more for chance where there were some, not where there was none', () => {
  const some = baselineOf(run({ stats: { earlyDuplicates: 3 } }));
  const figures = (earlyDuplicates: number) =>
    changesSince(some, run({ stats: { earlyDuplicates } })).map(({ figure }) => figure);
  expect(figures(4)).toEqual([]);
  expect(figures(6)).toEqual(['earlyDuplicates']);
  expect(changesSince(before, run({ stats: { earlyDuplicates: 1 } }))).not.toEqual([]);
});

it('notices a time that is many times what it was', () => {
  const [move] = changesSince(before, run({ load: { p95Ms: 400 } }));
  expect(move).toMatchObject({ figure: 'p95Ms', before: 9, now: 400 });
});

it('takes no void run for a baseline, and tells when what held before is void, even without figures', () => {
  const unsound = run({ load: { droppedIterations: 1 } });
  expect(baselineOf(unsound).experiments).toEqual({});
  const [{ experiment, verdict }] = unsound.results as [Result];
  expect(changesSince(before, labRun([{ experiment, verdict }]))).toEqual([
    { experiment: 'shared', figure: 'outcome', before: 'passed', now: 'inconclusive' },
  ]);
});

it('compares no experiment that the baseline lacks', () => {
  expect(changesSince({ profile: 'smoke', experiments: {} }, run())).toEqual([]);
});

it('reads what it wrote, and says what is no baseline', async () => {
  using dir = tempDir('baseline-');
  const file = `${dir.path}/smoke.json`;
  expect(await readBaseline(file, 'smoke')).toBeUndefined();
  writeFileSync(file, JSON.stringify(before));
  expect(await readBaseline(file, 'smoke')).toEqual(before);
  await expect(readBaseline(file, 'full')).rejects.toThrow('is about profile smoke');
  writeFileSync(file, '{"profile":');
  await expect(readBaseline(file, 'smoke')).rejects.toMatchObject({ exitCode: 64 });
  await expect(readBaseline(dir.path, 'smoke')).rejects.toMatchObject({ exitCode: 64 });
});
