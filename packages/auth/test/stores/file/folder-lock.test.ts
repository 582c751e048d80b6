import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tempDir } from '@onetoken/test-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/ports/clock.ts';
import { FolderLock } from '../../../src/stores/file/folder-lock.ts';

const { signal } = new AbortController();

let dir: ReturnType<typeof tempDir>;
let path: string;

beforeEach(() => {
  dir = tempDir('onetoken-lock-');
  path = join(dir.path, 'scope');
});
afterEach(() => dir[Symbol.dispose]());

const newLock = (): FolderLock => new FolderLock(path, systemClock);

/** Lets `count` takers hold the lock for a while each, and counts how many do at the same time. */
async function contend(count: number): Promise<number> {
  let holders = 0;
  let most = 0;
  const takers = Array.from({ length: count }, async () => {
    const lock = newLock();
    const held = await lock.take(signal);
    holders += 1;
    most = Math.max(most, holders);
    await delay(15);
    holders -= 1;
    await lock.giveBack(held);
  });
  await Promise.all(takers);
  return most;
}

test('is held by one at a time, from the first moment on', async () => {
  expect(await contend(12)).toBe(1);
});

test('that was left behind goes to one of those who wait', async () => {
  await newLock().take(signal);
  expect(await contend(6)).toBe(1);
});

test('a holder that was overtaken can neither write nor give back what is not its any more', async () => {
  const slow = newLock();
  const lost = await slow.take(signal);
  const held = await newLock().take(signal);
  expect(() => writeFileSync(join(lost, 'late.draft'), '')).toThrow('ENOENT');
  await slow.giveBack(lost);
  expect(existsSync(held)).toBe(true);
  expect(existsSync(join(path, 'free'))).toBe(false);
});

test('a wait ends with its signal', async () => {
  await newLock().take(signal);
  const timeout = AbortSignal.timeout(30);
  await expect(newLock().take(timeout)).rejects.toThrow();
  expect(timeout.aborted).toBe(true);
});
