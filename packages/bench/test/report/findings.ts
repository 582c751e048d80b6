import type { Findings, Report } from '../../src/report/report.ts';
import { type Summary, summarise } from '../../src/statistics.ts';

const one = (value: number): Summary => summarise([value]);

/** A small run in which "ours" keeps every promise. */
export function goodFindings(): Findings {
  const side = { perSecond: one(9_900), latency: { p50: 3, p99: 8 }, cpuUs: one(40) };
  return {
    hotPath: [
      {
        ...{ name: 'ours', call: one(90), floor: one(80), overFloor: one(1.125), alone: one(50) },
        peek: { ns: one(2.5), bytes: 0 },
      },
      {
        ...{ name: 'peer', call: one(200), floor: one(80), overFloor: one(2.5), alone: one(90) },
        peek: undefined,
      },
    ],
    stampede: [
      {
        name: 'ours',
        cold: { callers: 1_000, posts: 1, failed: 0 },
        failing: { callers: 200, posts: 1 },
      },
    ],
    fleet: [
      { name: 'ours', shares: true, posts: 1, failed: 0, slowestMs: 400 },
      { name: 'peer', shares: false, posts: 6, failed: 0, slowestMs: 300 },
    ],
    behaviours: [
      {
        id: 'stopped',
        title: 'Stopped',
        rule: 'No expired token.',
        cells: [
          { name: 'ours', verdict: 'pass', seen: '0 of 400' },
          { name: 'peer', verdict: 'not offered', seen: 'cannot' },
        ],
      },
    ],
    clients: [
      { name: 'ours', pairs: 10, ratio: one(0.99), cpuRatio: one(1.01), client: side, bare: side },
    ],
    redisCommands: [{ name: 'ours', calls: 1_000, commands: 0 }],
    startUp: [{ name: 'ours', ms: one(60), overUndiciMs: one(12) }],
  };
}

export function goodReport(): Report {
  return {
    ...goodFindings(),
    subject: 'ours',
    promises: [
      { id: 'S4', promise: 'one request', figure: '1', met: true, kind: 'count' },
      { id: 'S1', promise: 'fast', figure: '200 ns', met: false, kind: 'time' },
    ],
    contestants: [
      { name: 'ours', package: '@x/ours', version: '1.0.0', call: 'get()', note: undefined },
      { name: 'peer', package: undefined, version: undefined, call: 'a | b', note: 'bare' },
    ],
    environment: {
      ...{ date: '2026-11-23T06:00:00.000Z', plan: 'full', commit: 'abc1234', node: 'v24.0.0' },
      ...{ cpu: 'Some CPU', cores: 2, memoryGiB: 23, loadBefore: 1.5, seconds: 300 },
    },
  };
}
