import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { type Child, type ChildOptions, startChild } from '../../src/processes/child.ts';
import { isAlive, survivors } from '../../src/processes/process-table.ts';
import { whenReady } from '../../src/processes/ready.ts';

let child: Child | undefined;
afterEach(() => child?.kill());

function start(options: Partial<ChildOptions>): Child {
  child = startChild({ name: 'pod 3', command: 'sh', ...options });
  return child;
}

const shell = (script: string): Partial<ChildOptions> => ({ args: ['-c', script] });
const whenUp = (line: string) => (line === 'up' ? true : undefined);
const pidIn = (line: string) => Number(line) || undefined;

describe('startChild', () => {
  it('keeps what the process writes, and gives its lines', async () => {
    const { ended, lines, errorLines, output } = start(shell('echo out; sleep 0.01; echo bad >&2'));
    const heard = Promise.all([once(lines, 'line'), once(errorLines, 'line')]);
    expect(await heard).toEqual([['out'], ['bad']]);
    expect(await ended).toEqual({
      code: 0,
      signal: null,
      sentence: 'pod 3 ended with code 0:\nbad',
    });
    expect(output()).toEqual({ stdout: 'out\n', stderr: 'bad\n' });
  });

  it('says how a process ended, and its last words without their colours', async () => {
    const words =
      "for i in 1 2 3 4 5 6; do printf '\\033[31mword %s\\033[0m\\n' $i >&2; done; exit 7";
    const { code, sentence } = await start(shell(words)).ended;
    expect(code).toBe(7);
    expect(sentence).toBe('pod 3 ended with code 7:\nword 2\nword 3\nword 4\nword 5\nword 6');
  });

  it('names the signal that ended a process', async () => {
    const { ended, signal } = start({ command: 'sleep', args: ['600'] });
    signal('SIGTERM');
    expect(await ended).toEqual({
      code: null,
      signal: 'SIGTERM',
      sentence: 'pod 3 ended with SIGTERM',
    });
  });

  it('says which program could not be started', async () => {
    const { ended, stop } = start({ command: '/no/such/command' });
    expect((await ended).sentence).toMatch(/^pod 3 could not be started: .*ENOENT/);
    await stop();
  });

  it('passes on PATH and what it is given, and nothing else', async () => {
    const program = 'console.log(Object.keys(process.env).sort().join())';
    const { ended, output } = start({
      command: process.execPath,
      args: ['--eval', program],
      env: { GIVEN: '1' },
    });
    await ended;
    expect(output().stdout).toBe('GIVEN,PATH\n');
  });

  it('talks through stdin', async () => {
    const { process, ended, output } = start({ command: 'cat', channel: 'stdin' });
    process.stdin?.end('hello');
    await ended;
    expect(output().stdout).toBe('hello');
  });

  it('talks through IPC, and survives that the other end is gone', async () => {
    const program = "process.once('message', (it) => { process.send(it); process.disconnect(); })";
    const args = ['--eval', program];
    const { process: node, ended } = start({ command: process.execPath, args, channel: 'ipc' });
    node.send({ question: 1 });
    expect((await once(node, 'message'))[0]).toEqual({ question: 1 });
    expect((await ended).code).toBe(0);
    node.send({ question: 2 });
  });
});

describe('stop and kill', () => {
  it('lets a process end in order', async () => {
    const { stop, ended, lines } = start(
      shell("trap 'echo bye; exit 0' TERM; echo up; sleep 600 & wait"),
    );
    await once(lines, 'line');
    await stop();
    expect((await ended).code).toBe(0);
  });

  it('end what a process has started, even if that ignores SIGTERM and outlives it', async () => {
    const pod = start(shell('sh -c \'trap "" TERM; echo $$; sleep 600\' & wait'));
    const pid = await whenReady(pod, pidIn);
    expect(isAlive(pid)).toBe(true);
    await pod.stop();
    expect(await survivors([pid])).toEqual([]);
  });

  it('does not wait for what a process leaves running in the background', async () => {
    const { ended, output } = start(shell('sleep 600 & echo $!; exit 3'));
    expect((await ended).code).toBe(3);
    process.kill(Number(output().stdout), 'SIGKILL');
  });

  it('kills at once, also a process that is frozen', async () => {
    const pod = start({ command: 'sleep', args: ['600'] });
    pod.signal('SIGSTOP');
    expect(pod.stopping).toBe(false);
    await pod.kill();
    expect(pod.stopping).toBe(true);
    expect((await pod.ended).signal).toBe('SIGKILL');
  });
});

describe('whenReady', () => {
  it('resolves at the line that says so', async () => {
    expect(await whenReady(start(shell('echo not yet; echo up; sleep 600')), whenUp)).toBe(true);
  });

  it('rejects with the end of a process that ended before', async () => {
    const ready = whenReady(start(shell('echo no room >&2; exit 7')), whenUp);
    await expect(ready).rejects.toThrow(/^pod 3 ended with code 7:\nno room$/);
  });
});
