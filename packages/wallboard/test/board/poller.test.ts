import { describe, expect, it } from 'vitest';
import type { Board } from '../../src/board/board.ts';
import { BusyError } from '../../src/board/busy-error.ts';
import { type BoardExchange, ownExchange } from '../../src/board/exchange.ts';
import { createPoller } from '../../src/board/poller.ts';

const POLL_MS = 1_000;

/** Pods that share an exchange and a clock, and count what they ask of Genesys Cloud. */
function fleet(pods: number, exchange?: BoardExchange) {
  let now = 0;
  /** What the clocks of the pods show beside that. */
  const wrongBy: number[] = Array.from({ length: pods }, () => 0);
  let reads = 0;
  let failure: Error | undefined;
  const shared = exchange ?? ownExchange(() => now);
  const shown: Board[][] = Array.from({ length: pods }, () => []);
  const errors: string[] = [];
  const pollers = shown.map((boards, i) =>
    createPoller({
      pollMs: POLL_MS,
      exchange: shared,
      readBoard: async () => {
        reads += 1;
        if (failure) throw failure;
        return { at: now + (wrongBy[i] ?? 0), readBy: `pod-${i}`, queues: [] };
      },
      onBoard: (board) => boards.push(board),
      onRefresher: () => undefined,
      onError: (what) => errors.push(what),
      now: () => now,
    }),
  );
  return {
    shown,
    wrongBy,
    errors,
    reads: () => reads,
    failWith: (error: Error | undefined) => {
      failure = error;
    },
    /** All pods look, four times an interval. */
    run: async (intervals: number) => {
      for (let look = 0; look < intervals * 4; look += 1) {
        for (const poller of pollers) await poller.look();
        now += POLL_MS / 4;
      }
    },
  };
}

const unreachable: BoardExchange = {
  claimTurn: () => Promise.reject(new Error('away')),
  holdTurns: () => Promise.reject(new Error('away')),
  publishBoard: () => Promise.reject(new Error('away')),
  publishRefresher: () => Promise.reject(new Error('away')),
  read: () => Promise.reject(new Error('away')),
  close: async () => undefined,
};

describe('the poller', () => {
  it('asks once per interval, however many pods there are', async () => {
    const pods = fleet(8);
    await pods.run(10);
    expect(pods.reads()).toBe(10);
  });

  it('shows every board on every pod', async () => {
    const pods = fleet(3);
    await pods.run(10);
    for (const boards of pods.shown) expect(boards.length).toBeGreaterThanOrEqual(9);
  });

  it('never shows an older board after a newer one', async () => {
    const pods = fleet(3);
    await pods.run(5);
    for (const boards of pods.shown) {
      const times = boards.map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(new Set(times).size).toBe(times.length);
    }
  });

  it('keeps the whole fleet quiet for as long as Genesys Cloud asks', async () => {
    const pods = fleet(4);
    pods.failWith(new BusyError(5 * POLL_MS));
    await pods.run(5);
    expect(pods.reads()).toBe(1);
    pods.failWith(undefined);
    await pods.run(2);
    expect(pods.reads()).toBe(3);
  });

  it('goes on alone, and slower, when the exchange is away', async () => {
    const pods = fleet(1, unreachable);
    await pods.run(9);
    expect(pods.reads()).toBe(3);
    expect(pods.shown[0]).toHaveLength(3);
    expect(pods.errors).toEqual(['exchange']); // said once, not at each look
  });

  it('keeps quiet for as long as Genesys Cloud asks, when the exchange is away, too', async () => {
    const pods = fleet(1, unreachable);
    pods.failWith(new BusyError(20 * POLL_MS));
    await pods.run(20);
    expect(pods.reads()).toBe(1);
    await pods.run(1);
    expect(pods.reads()).toBe(2);
  });

  it('shows new boards soon after a clock was put back by an hour', async () => {
    const pods = fleet(2);
    pods.wrongBy.fill(3_600_000);
    await pods.run(2);
    pods.wrongBy.fill(0);
    await pods.run(6);
    for (const boards of pods.shown) expect(boards.at(-1)?.at).toBeLessThan(3_600_000);
    const seen = pods.shown.map((boards) => boards.length);
    await pods.run(3);
    pods.shown.forEach((boards, i) => {
      expect(boards.length - (seen[i] ?? 0)).toBeGreaterThanOrEqual(3);
    });
  });

  it('ends a reading that is under way when it closes', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const errors: string[] = [];
    const poller = createPoller({
      pollMs: POLL_MS,
      exchange: ownExchange(() => 0),
      readBoard: (_previous, stop) => {
        begun.resolve(stop);
        return new Promise((_, reject) =>
          stop.addEventListener('abort', () => reject(stop.reason)),
        );
      },
      onBoard: () => undefined,
      onRefresher: () => undefined,
      onError: (what) => errors.push(what),
      now: () => 0,
    });
    poller.start();
    await begun.promise;
    await poller.close();
    expect(errors).toEqual([]);
  });

  it('tries again at the next turn after a failure', async () => {
    const pods = fleet(2);
    pods.failWith(new Error('down'));
    await pods.run(3);
    pods.failWith(undefined);
    await pods.run(1);
    expect(pods.errors).toEqual(['genesys', 'genesys', 'genesys']);
    expect(pods.shown[0]).toHaveLength(1);
  });
});
