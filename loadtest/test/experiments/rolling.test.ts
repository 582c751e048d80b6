import { expect, it } from 'vitest';
import { rolling } from '../../src/experiments/rolling.ts';
import { judgeExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf } from '../observed.ts';

const settings = rolling.settings.smoke;
const windows = [{ label: 'rolling restart', from: 1, to: 5 }];

it('restarts all pods once, or as often as there is time', () => {
  const at = (seconds: number) => rolling.timeline({ ...settings, seconds }).map((step) => step.at);
  expect(at(8)).toEqual([1]);
  expect(at(40)).toEqual([1, 13, 25]);
});

it('holds when the restart costs nothing', () => {
  expect(judgeExperiment(rolling, evidenceOf({ settings, windows })).outcome).toBe('held');
});

it.each([
  ['each new pod asks', { book: { tokenRequests: 4 } }],
  ['a new pod asks while the token is young', { book: { earlyDuplicates: 1 } }],
  ['a call fails', { load: { failedApiCalls: 1 } }],
])('is broken when %s', (_, seen) => {
  const evidence = evidenceOf({ settings, windows, ...seen });
  expect(judgeExperiment(rolling, evidence).outcome).toBe('broken');
});

it('shows nothing when no pod was restarted', () => {
  expect(judgeExperiment(rolling, evidenceOf({ settings })).outcome).toBe('void');
});
