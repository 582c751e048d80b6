import { existsSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startChild } from '../../src/processes/child.ts';
import { isAlive, survivors } from '../../src/processes/process-table.ts';
import { whenReady } from '../../src/processes/ready.ts';

const kit = JSON.stringify(new URL('../../src/index.ts', import.meta.url).href);

/** Starts a server, a process that has started another, and a folder; tells of them, and waits to be killed. */
const parent = `
import { removeAtExit, startChild, startRedis, tempDir, whenReady } from ${kit};
const redis = await startRedis();
const shell = startChild({ name: 'shell', command: 'sh', args: ['-c', 'sleep 600 & echo $!; wait'] });
const grandchild = await whenReady(shell, (line) => Number(line) || undefined);
const ended = startChild({ name: 'ended', command: 'true', args: [] });
await ended.ended;
const { path } = tempDir('with a blank ');
removeAtExit(path);
console.log(JSON.stringify({ pids: [redis.pid, shell.pid, grandchild], path }));
if (process.argv[1] === 'exit') process.exit();
setInterval(() => {}, 1_000);
`;

async function startParent(mode: string) {
  const args = ['--input-type=module', '--eval', parent, mode];
  const runner = startChild({ name: 'parent', command: process.execPath, args });
  const told = await whenReady(runner, (line) => JSON.parse(line));
  return { runner, ...(told as { pids: number[]; path: string }) };
}

it('leaves no process and no folder of a parent that was killed with SIGKILL', async () => {
  const { runner, pids, path } = await startParent('wait');
  expect(pids.map(isAlive)).toEqual([true, true, true]);
  expect(statSync(path).isDirectory()).toBe(true);
  runner.signal('SIGKILL'); // its process alone: what it has started must be ended by its own watchdog
  expect(await survivors(pids)).toEqual([]);
  await expect.poll(() => existsSync(path)).toBe(false);
});

it('leaves nothing of a parent that just exits', async () => {
  const { runner, pids, path } = await startParent('exit');
  expect((await runner.ended).code).toBe(0);
  expect(await survivors(pids)).toEqual([]);
  await expect.poll(() => existsSync(path)).toBe(false);
});
