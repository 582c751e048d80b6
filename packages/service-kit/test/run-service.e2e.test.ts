import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runCommand, startService, tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';

const kit = new URL('../src/index.ts', import.meta.url).href;

/** A service of a few lines, as a real process. */
function service(start: string) {
  const dir = tempDir();
  const path = join(dir.path, 'service.mts');
  writeFileSync(
    path,
    `import { ConfigurationError, createLogger, runService } from '${kit}';
     await runService({ log: createLogger('test'), start: async (lifecycle) => { ${start} } });`,
  );
  return { path, [Symbol.dispose]: () => dir[Symbol.dispose]() };
}

describe('runService', () => {
  it('stops in order on SIGTERM, with exit code 0', async () => {
    using file = service(`
      const timer = setInterval(() => {}, 1e6);
      return { url: 'http://here', close: async () => { console.log('closed'); clearInterval(timer); } };`);
    await using process = await startService({ script: file.path });
    expect(process.ready).toEqual({ ready: true, url: 'http://here' });
    process.signal('SIGTERM');
    expect(await process.exited).toBe(0);
    expect(process.output().stdout).toContain('closed');
  });

  it('lets a service end itself in order, with exit code 1', async () => {
    using file = service(`
      setTimeout(() => lifecycle.stop('the client is out of service'), 10);
      return { close: async () => console.log('closed') };`);
    const { exit, stdout, stderr } = await runCommand({ script: file.path });
    expect(exit).toBe(1);
    expect(stdout).toContain('closed');
    expect(stderr).toContain('the client is out of service');
  });

  it('does not wait after a second signal', async () => {
    using file = service(`
      setInterval(() => {}, 1e6);
      return { close: () => new Promise(() => {}) };`);
    await using process = await startService({ script: file.path });
    process.signal('SIGINT');
    while (!process.output().stderr.includes('stopping')) await new Promise(setImmediate);
    process.signal('SIGINT');
    expect(await process.exited).toBe(1);
  });

  it.each([
    [
      'throw new ConfigurationError(["A is missing", "B: too long"]);',
      64,
      'A is missing\nB: too long\n',
    ],
    ['throw new TypeError("clientId must be a string");', 64, 'clientId must be a string'],
    ['throw Object.assign(new Error("listen"), { code: "EADDRINUSE" });', 69, 'listen'],
    ['throw new Error("bug");', 1, 'bug'],
  ])('ends with the code for what went wrong at the start: %s', async (start, exit, text) => {
    using file = service(start);
    const result = await runCommand({ script: file.path });
    expect(result).toMatchObject({ exit, stderr: expect.stringContaining(text) });
    expect(result.stdout).toBe('');
  });
});

describe('runOnce', () => {
  it('sends what was traced of a run that fails, and says that it failed', async () => {
    const received = Promise.withResolvers<void>();
    const collector = createServer((_request, response) => {
      received.resolve();
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    using dir = tempDir();
    const script = join(dir.path, 'command.mts');
    writeFileSync(
      script,
      `import { createLogger, runOnce } from '${kit}';
       import { trace } from '${import.meta.resolve('@opentelemetry/api')}';
       const run = async () => {
         trace.getTracer('test').startSpan('work').end();
         throw new Error('half-way');
       };
       await runOnce({ log: createLogger('test'), run });`,
    );
    const { port } = collector.address() as AddressInfo;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
    const { exit, stderr } = await runCommand({ script, env });
    expect(exit).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ reason: 'half-way', msg: 'failed' });
    await received.promise;
    collector.close();
  });
});
