import { expect, it } from 'vitest';
import { rolling } from '../../src/experiments/rolling.ts';
import { verdictOfExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf } from '../observed.ts';

const settings = rolling.settings.smoke;
const windows = [{ label: 'rolling restart', from: 1, to: 5 }];

it('restarts all pods once, or as often as there is time', () => {
  const at = (seconds: number) => rolling.timeline({ ...settings, seconds }).map((step) => step.at);
  expect(at(8)).toEqual([1]);
  expect(at(40)).toEqual([1, 13, 25]);
});

it('holds when the restart costs nothing', () => {
  expect(verdictOfExperiment(rolling, evidenceOf({ settings, windows })).outcome).toBe('passed');
});

it.each([
  ['each new pod asks', { stats: { tokenRequests: 4 } }],
  ['a new pod asks while the token is young', { stats: { earlyDuplicates: 1 } }],
  ['a call fails', { load: { failedApiCalls: 1 } }],
])('is broken when %s', (_, seen) => {
  const evidence = evidenceOf({ settings, windows, ...seen });
  expect(verdictOfExperiment(rolling, evidence).outcome).toBe('failed');
});

it('shows nothing when no pod was restarted', () => {
  expect(verdictOfExperiment(rolling, evidenceOf({ settings })).outcome).toBe('inconclusive');
});
