import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startChild, tempDir } from '@onetoken/test-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileStore } from '../../../src/stores/file/store.ts';
import { patientClock } from '../../support/patience.ts';
import type { Order, Report } from './store-process.ts';

const SCOPE = 'visibly-fake-scope-1_2';
const PROGRAM = join(import.meta.dirname, 'store-process.ts');

let dir: ReturnType<typeof tempDir>;
let children: Set<Child>;

beforeEach(() => {
  dir = tempDir('onetoken-file-');
  children = new Set();
});
afterEach(async () => {
  await Promise.all([...children].map(kill));
  dir[Symbol.dispose]();
});

const directory = (): string => join(dir.path, 'store');

async function start(onReport: (report: Report) => void = () => undefined): Promise<Child> {
  const args = [PROGRAM, directory(), SCOPE];
  const child = startChild({ name: 'worker', command: process.execPath, args, channel: 'ipc' });
  children.add(child);
  await once(child.process, 'message');
  child.process.on('message', (report: Report) => onReport(report));
  return child;
}

async function kill(child: Child): Promise<void> {
  children.delete(child);
  await child.kill();
}

const send = (child: Child, order: Order): void => void child.process.send(order);

/** Lets all children try to take the lease at once. */
async function race(racers: readonly Child[], leaseMs: number): Promise<(number | undefined)[]> {
  const answers = racers.map(async (child) => {
    const [report] = (await once(child.process, 'message')) as [Report & { kind: 'acquired' }];
    return report.generation;
  });
  for (const child of racers) send(child, { kind: 'acquire', leaseMs });
  return await Promise.all(answers);
}

test('of 8 processes that race for a lease exactly one gets it, in each of 25 rounds', async () => {
  const racers = await Promise.all(Array.from({ length: 8 }, () => start()));
  const store = fileStore({ directory: directory(), clock: patientClock }).open(SCOPE);
  const generations: number[] = [];
  for (let round = 0; round < 25; round += 1) {
    const answers = await race(racers, 60_000);
    const winners = racers.filter((_, index) => answers[index] !== undefined);
    expect(winners).toHaveLength(1);
    generations.push(...answers.filter((generation) => generation !== undefined));
    await store.release(String(winners[0]?.pid));
  }
  const first = generations[0] ?? 0;
  expect(generations).toEqual(Array.from({ length: 25 }, (_, index) => first + index));
});

test('the lease of a killed process ends by itself, and the next generation is newer', async () => {
  const holder = await start();
  const [held] = await race([holder], 4_000);
  await kill(holder);
  const heir = fileStore({ directory: directory(), clock: patientClock }).open(SCOPE);
  const early = await heir.acquire('heir', 1_000);
  expect(early).toMatchObject({ kind: 'held' });
  await delay(early.kind === 'held' ? early.remainingMs + 5 : 0);
  expect(await heir.acquire('heir', 1_000)).toEqual({
    kind: 'granted',
    generation: Number(held) + 1,
  });
});

/** What a storm of workers did, as they told it. */
class History {
  readonly granted: (Report & { kind: 'granted' })[] = [];
  readonly published: (Report & { kind: 'published' })[] = [];
  readonly add = (report: Report): void => {
    if (report.kind === 'granted') this.granted.push(report);
    if (report.kind === 'published') this.published.push(report);
  };
}

test('workers that are killed and stopped at any moment never break the store', async () => {
  const history = new History();
  const work = async (): Promise<Child> => {
    const child = await start(history.add);
    send(child, { kind: 'work', leaseMs: 200 });
    return child;
  };
  const workers = await Promise.all(Array.from({ length: 5 }, work));
  const store = fileStore({ directory: directory(), clock: patientClock }).open(SCOPE);
  const seen: number[] = [];
  for (let blow = 0; blow < 40; blow += 1) {
    const index = blow % workers.length;
    const victim = workers[index];
    if (!victim) continue;
    await delay(37);
    if (blow % 4 === 3) {
      victim.signal('SIGSTOP');
      await delay(600); // longer than the others wait for a right that a living process holds
      victim.signal('SIGCONT');
    } else {
      await kill(victim);
      workers[index] = await work();
    }
    const { tokens } = await store.read({ tokens: ['token'], notes: [] });
    if (tokens[0]) seen.push(tokens[0].generation);
  }
  await Promise.all(workers.map(kill));

  const grants = history.granted.map((it) => it.generation);
  expect(new Set(grants).size, 'no generation is granted twice').toBe(grants.length);
  expect(seen, 'the stored generation never falls').toEqual(seen.toSorted((a, b) => a - b));
  const accepted = history.published
    .filter((it) => it.answer === 'published')
    .toSorted((a, b) => a.generation - b.generation);
  expect(accepted.length).toBeGreaterThan(40);
  for (const [index, later] of accepted.entries()) {
    const earlier = accepted[index - 1];
    if (earlier)
      expect(later.grantedBy, 'leases follow each other').toBeGreaterThan(earlier.publishedFrom);
  }
  await delay(200);
  expect(await store.acquire('after', 1_000)).toMatchObject({ kind: 'granted' });
  expect(readdirSync(join(directory(), SCOPE))).toEqual(['free']);
  console.info(`${grants.length} leases, ${accepted.length} publications, 40 blows`);
});
