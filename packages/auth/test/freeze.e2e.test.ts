import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '@onetoken/test-kit';
import { afterEach, expect, test } from 'vitest';

let pod: Child | undefined;
afterEach(() => pod?.kill());

interface Report {
  readonly calls: number;
  /** Calls that got a token past its end, by the clock of the machine. */
  readonly expired: number;
  /** Longest time in ms between two calls: how long the process stood still. */
  readonly gapMs: number;
}

/** Stops a process five times, each time past the end of its token. */
async function stopOften(mode: string, callsPerTurn: number): Promise<Report> {
  const args = [join(import.meta.dirname, 'freeze-process.ts'), mode, String(callsPerTurn)];
  pod = startChild({ name: 'pod', command: process.execPath, args, channel: 'ipc' });
  await once(pod.process, 'message');
  for (let round = 0; round < 5; round += 1) {
    await sleep(200);
    pod.signal('SIGSTOP');
    await sleep(1_300);
    pod.signal('SIGCONT');
  }
  await sleep(100);
  pod.process.send('report');
  const [report] = (await once(pod.process, 'message')) as [Report];
  expect(report.gapMs).toBeGreaterThan(1_000);
  expect(report.calls).toBeGreaterThan(100);
  return report;
}

test('a process that is stopped past expiry between its turns never hands out the old token', async () => {
  expect((await stopOften('timer', 20)).expired).toBe(0);
});

test('one that is stopped in the middle of a burst of 20 calls hands it out in that burst at most', async () => {
  expect((await stopOften('busy', 20)).expired).toBeLessThanOrEqual(5 * 10);
});
