import { describe, expect, it } from 'vitest';
import { bandsOf, experimentChart } from '../../src/report/experiment-chart.ts';
import { evidenceOf, resultOf, tokenRequest } from '../observed.ts';

describe('bandsOf', () => {
  it('takes faults of the same time together, and numbers them in order', () => {
    const bands = bandsOf([
      { label: 'token revoked', from: 8, to: 8.01 },
      { label: 'login: reset', from: 0.1, to: 7 },
      { label: 'login: throttle', from: 0.01, to: 7.02 },
    ]);
    expect(bands).toEqual([
      { number: 1, labels: ['login: throttle', 'login: reset'], from: 0.01, to: 7.02 },
      { number: 2, labels: ['token revoked'], from: 8, to: 8.01 },
    ]);
  });
});

it('draws calls, failures, faults and token requests, and no undefined place', () => {
  const windows = [{ label: 'slow login', from: 0, to: 1.5 }];
  const tokenRequests = [tokenRequest(-1), tokenRequest(1, { outcome: 'throttled' })];
  const { observed } = resultOf(evidenceOf({ windows, tokenRequests }));
  if (observed === undefined) throw new Error('nothing was seen');
  const svg = experimentChart(observed, { width: 600, height: 240 });
  for (const colour of ['--good', '--bad', '--doubt', '--ink']) expect(svg).toContain(colour);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

it('draws a load of which no call was answered', () => {
  const evidence = evidenceOf({ tokenRequests: [] });
  const svg = experimentChart({ evidence, calls: [] }, { width: 330, height: 240 });
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});
