import { describe, expect, it } from 'vitest';
import { assembleBoard } from '../../src/board/assemble.ts';
import { TREND_LENGTH } from '../../src/board/board.ts';

const queues = [
  { id: 'q1', name: 'Sales' },
  { id: 'q2', name: 'Support' },
];
const observed = (queueId: string, data: object[]) => ({ group: { queueId }, data }) as never;
const count = (metric: string, value: number, qualifier?: string) => ({
  metric,
  ...(qualifier && { qualifier }),
  stats: { count: value },
});
const readings = {
  queues,
  observations: [],
  aggregates: [],
  previous: undefined,
  now: 1_000,
  pod: 'pod-a',
};

describe('assembleBoard', () => {
  it('puts the figures to their queue, summed over media types', () => {
    const observations = [
      observed('q1', [count('oWaiting', 2), count('oOnQueueUsers', 3, 'IDLE')]),
      observed('q1', [count('oWaiting', 1), count('oInteracting', 4)]),
      observed('q2', [count('oOnQueueUsers', 5, 'INTERACTING')]),
    ];
    const [sales, support] = assembleBoard({ ...readings, observations }).queues;
    expect(sales).toMatchObject({ name: 'Sales', waiting: 3, interacting: 4, agents: { idle: 3 } });
    expect(support).toMatchObject({ waiting: 0, agents: { interacting: 5, idle: 0 } });
  });

  it('shows the longest wait only while somebody waits', () => {
    const longest = { metric: 'oLongestWaiting', stats: { calculatedMetricValue: 42_000 } };
    const waitOf = (waiting: number) =>
      assembleBoard({
        ...readings,
        observations: [observed('q1', [count('oWaiting', waiting), longest])],
      }).queues[0]?.longestWaitMs;
    expect(waitOf(1)).toBe(42_000);
    expect(waitOf(0)).toBeNull();
  });

  it('weighs the service level by conversations, and shows none without any', () => {
    const aggregate = (numerator: number, denominator: number) =>
      ({
        group: { queueId: 'q1' },
        data: [{ metrics: [{ metric: 'oServiceLevel', stats: { numerator, denominator } }] }],
      }) as never;
    const aggregates = [aggregate(1, 1), aggregate(0, 3)];
    const [sales, support] = assembleBoard({ ...readings, aggregates }).queues;
    expect(sales?.serviceLevel).toBe(0.25);
    expect(support?.serviceLevel).toBeNull();
  });

  it('carries the trend on, whichever pod read the board before', () => {
    const at = (waiting: number, previous?: ReturnType<typeof assembleBoard>) =>
      assembleBoard({
        ...readings,
        previous,
        observations: [observed('q1', [count('oWaiting', waiting)])],
      });
    let board = at(1);
    for (let i = 2; i <= TREND_LENGTH + 5; i += 1) board = at(i, board);
    const trend = board.queues[0]?.trend ?? [];
    expect(trend).toHaveLength(TREND_LENGTH);
    expect([trend[0], trend.at(-1)]).toEqual([6, TREND_LENGTH + 5]);
  });
});
