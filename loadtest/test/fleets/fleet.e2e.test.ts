import { existsSync } from 'node:fs';
import { isAlive, startChild, survivors, whenReady } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { Fleet } from '../../src/fleets/fleet.ts';

const node = (name: string, program: string) => ({
  name,
  command: process.execPath,
  args: ['--eval', program],
});
const stayUp = "console.log('up'); setInterval(() => {}, 1000)";
const whenUp = (line: string) => (line === 'up' ? true : undefined);

describe('Fleet', () => {
  it('waits until a process is ready', async () => {
    await using fleet = await Fleet.create();
    const started = await fleet.start(node('pod', `console.log('not yet'); ${stayUp}`), whenUp);
    expect(started.ready).toBe(true);
  });

  it('says why a process ended before it was ready', async () => {
    await using fleet = await Fleet.create();
    const starting = fleet.start(
      node('pod 3', "console.error('no room'); process.exit(7)"),
      whenUp,
    );
    await expect(starting).rejects.toMatchObject({
      message: 'pod 3 ended with code 7:\nno room',
      exitCode: 69,
    });
  });

  it('says which command could not be started', async () => {
    await using fleet = await Fleet.create();
    const missing = { name: 'k6', command: '/no/such/command', args: [] };
    await expect(fleet.start(missing, whenUp)).rejects.toThrow(
      /^k6 could not be started: .*ENOENT/,
    );
  });

  it('passes nothing of its own environment on but PATH and HOME', async () => {
    process.env['FLEET_TEST'] = 'must not be seen';
    await using fleet = await Fleet.create();
    const program = `console.log(Object.keys(process.env).sort().join()); ${stayUp}`;
    const show = { ...node('pod', program), env: { OWN: '1' } };
    const { ready } = await fleet.start(show, (line) => line);
    expect(ready).toBe('HOME,OWN,PATH');
    delete process.env['FLEET_TEST'];
  });

  it('gives up a run when a process that should stay up ends', async () => {
    await using fleet = await Fleet.create();
    const dies = `console.log('up'); setTimeout(() => process.exit(3), 100)`;
    await fleet.start(node('pod 2', dies), whenUp);
    await expect(fleet.run(node('k6', stayUp))).rejects.toMatchObject({
      message: 'pod 2 ended with code 3',
      exitCode: 2,
    });
  });

  it('ends every process and removes its folder when it is closed', async () => {
    const fleet = await Fleet.create();
    const { child } = await fleet.start(node('pod', stayUp), whenUp);
    expect(isAlive(child.pid ?? 0)).toBe(true);
    await fleet.close();
    expect(isAlive(child.pid ?? 0)).toBe(false);
    expect(existsSync(fleet.folder)).toBe(false);
    await expect(fleet.start(node('pod', stayUp), whenUp)).rejects.toThrow('the run is ending');
  });

  it('ends what a process has started itself, also when that outlives it', async () => {
    const fleet = await Fleet.create();
    // As a hook or a start script does it; the shell does not pass the signal on.
    const deaf = `process.on('SIGTERM', () => {}); ${stayUp}`;
    const args = ['-c', `${process.execPath} --eval "${deaf}" & echo $!; wait`];
    const whichPid = (line: string) => Number(line) || undefined;
    const { ready: pid } = await fleet.start({ name: 'pod', command: 'sh', args }, whichPid);
    await fleet.close();
    expect(await survivors([pid])).toEqual([]);
  });

  it('does not wait for what a process leaves running in the background', async () => {
    await using fleet = await Fleet.create();
    const background = `${process.execPath} --eval "${stayUp}"`;
    const args = ['-c', `${background} & echo $! >&2; exit 3`];
    const end = await fleet.run({ name: 'hook', command: 'sh', args });
    expect(end).toMatchObject({ code: 3, sentence: expect.stringMatching(/code 3:\n\d+$/) });
    process.kill(Number(end.sentence.split('\n')[1]));
  });

  it('does the last steps when the processes are gone', async () => {
    const fleet = await Fleet.create();
    const { child } = await fleet.start(node('pod', stayUp), whenUp);
    let aliveAtEnd = true;
    fleet.atEnd(async () => {
      aliveAtEnd = isAlive(child.pid ?? 0);
    });
    await fleet.close();
    expect(aliveAtEnd).toBe(false);
  });
});

/** A runner of its own, as a process that can be killed. */
const runner = `
import { Fleet } from ${JSON.stringify(new URL('../../src/fleets/fleet.ts', import.meta.url).href)};
const fleet = await Fleet.create();
const { child } = await fleet.start(
  { name: 'pod', command: process.execPath, args: ['--eval', ${JSON.stringify(stayUp)}] },
  (line) => (line === 'up' ? true : undefined),
);
console.log(JSON.stringify({ pid: child.pid, folder: fleet.folder }));
setInterval(() => {}, 1000);
`;

describe('Fleet whose runner is killed', () => {
  it('leaves no process and no folder behind, even after kill -9', async () => {
    const args = ['--input-type=module', '--eval', runner];
    const child = startChild({ name: 'runner', command: process.execPath, args });
    const { pid, folder } = await whenReady<{ pid: number; folder: string }>(child, (line) =>
      JSON.parse(line),
    );
    expect(isAlive(pid)).toBe(true);
    child.signal('SIGKILL');
    expect(await survivors([pid])).toEqual([]);
    await expect.poll(() => existsSync(folder), { timeout: 5_000 }).toBe(false);
  });
});
