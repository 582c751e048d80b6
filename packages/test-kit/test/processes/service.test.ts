import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, startService } from '../../src/processes/service.ts';
import { tempDir } from '../../src/temp-dir.ts';

function script(text: string) {
  const dir = tempDir();
  const path = join(dir.path, 'script.mjs');
  writeFileSync(path, text);
  return { path, [Symbol.dispose]: () => dir[Symbol.dispose]() };
}

describe('startService', () => {
  it('resolves at the ready line, and gives it', async () => {
    using file = script(
      'console.log("hello"); console.log(`{"ready":true,"url":"x"}`); setInterval(() => {}, 1e6);',
    );
    await using service = await startService({ script: file.path });
    expect(service.ready).toEqual({ ready: true, url: 'x' });
    expect(service.output().stdout).toContain('hello');
    service.signal('SIGTERM');
    expect(await service.exited).toBe('SIGTERM');
  });

  it('rejects with what a service said that ended before', async () => {
    using file = script('console.error("no such thing"); process.exitCode = 64;');
    await expect(startService({ script: file.path })).rejects.toThrow(
      /ended with code 64.*no such thing/s,
    );
  });
});

describe('runCommand', () => {
  it('gives exit code and output, and hands on no more of the environment than it is told', async () => {
    using file = script('console.log(process.env.GIVEN, process.env.HOME); process.exitCode = 3;');
    const result = await runCommand({ script: file.path, env: { GIVEN: 'a' } });
    expect(result).toEqual({ exit: 3, stdout: 'a undefined\n', stderr: '' });
  });
});

describe('a process that writes its secret', () => {
  const env = { THE_SECRET: 'visibly-fake-0123456789', CLIENT_ID: 'visibly-fake-client' };
  const tell = 'console.log(`{"ready":true}`); console.error("secret:", process.env.THE_SECRET);';
  const leak = /wrote its secret: THE_SECRET$/;

  it('fails the test that ran it', async () => {
    using file = script(tell);
    await expect(runCommand({ script: file.path, env })).rejects.toThrow(leak);
  });

  it('fails the test that started it, when that ends', async () => {
    using file = script(`${tell} setInterval(() => {}, 1e6);`);
    const service = await startService({ script: file.path, env });
    await expect.poll(() => service.output().stderr).toContain('secret:');
    await expect(service[Symbol.asyncDispose]()).rejects.toThrow(leak);
  });
});
