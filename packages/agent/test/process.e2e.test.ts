import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import { findSecrets, runCommand, startRedis, startService, tempDir } from '@onetoken/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { json } from './support.ts';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const run = promisify(execFile);
const QUEUES = '/api/v2/routing/queues';

let mock: MockGenesys;
beforeAll(async () => {
  mock = await startMockGenesys();
});
afterAll(() => mock.close());
beforeEach(() => mock.reset());

const environment = (more: Record<string, string> = {}) => ({
  ONETOKEN_LOGIN_URL: mock.loginUrl,
  ONETOKEN_API_URL: mock.apiUrl,
  GENESYSCLOUD_OAUTHCLIENT_ID: 'mock-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'mock-secret-not-real',
  PORT: '0',
  ...more,
});

describe('onetoken-agent', () => {
  it('says when it is ready, serves, and stops in order', async () => {
    await using agent = await startService({ script, env: environment() });
    const url = String(agent.ready['url']);
    expect((await fetch(`${url}${QUEUES}`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    agent.signal('SIGTERM');
    expect(await agent.exited).toBe(0);
  });

  it('answers a call that is under way before it stops', async () => {
    await using agent = await startService({ script, env: environment() });
    const url = String(agent.ready['url']);
    await fetch(`${url}${QUEUES}`);
    const calls = Array.from({ length: 20 }, () => fetch(`${url}${QUEUES}`));
    await Promise.race(calls);
    agent.signal('SIGTERM');
    const results = await Promise.allSettled(calls);
    const statuses = results.map((one) =>
      one.status === 'fulfilled' ? one.value.status : 'cut off',
    );
    expect(statuses.filter((status) => status !== 200 && status !== 'cut off')).toEqual([]);
    expect(await agent.exited).toBe(0);
  });

  it('serves a Unix socket that only its user can open, also in place of a dead one', async () => {
    using dir = tempDir();
    const socket = join(dir.path, 'agent.sock');
    const start = () => startService({ script, args: ['--socket', socket], env: environment() });
    const first = await start();
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    await first[Symbol.asyncDispose](); // SIGKILL: the file stays behind
    await using second = await start();
    expect(second.ready['url']).toBe(`unix:${socket}`);
    const { stdout } = await run('curl', [
      '-fsS',
      '--unix-socket',
      socket,
      'http://localhost/token',
    ]);
    expect(JSON.parse(stdout)).toHaveProperty('access_token');
    const third = await runCommand({ script, args: ['--socket', socket], env: environment() });
    expect(third).toMatchObject({ exit: 64, stderr: expect.stringContaining('listens there') });
  });

  it('shares one token with every other agent of the fleet', async () => {
    await using redis = await startRedis();
    const env = environment({ REDIS_URL: redis.url });
    const agents = await Promise.all([1, 2, 3, 4].map(() => startService({ script, env })));
    const calls = agents.flatMap(({ ready }) =>
      Array.from({ length: 25 }, () => fetch(`${ready['url']}${QUEUES}`)),
    );
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    for (const agent of agents) await agent[Symbol.asyncDispose]();
    expect(statuses).toEqual(Array(100).fill(200));
    expect(mock.stats().totals.tokenRequests).toBe(1);
  });

  it('takes a secret that was rotated in its file', async () => {
    using dir = tempDir();
    const file = join(dir.path, 'secret');
    writeFileSync(file, 'wrong-secret-not-real\n');
    const { GENESYSCLOUD_OAUTHCLIENT_SECRET: _, ...rest } = environment();
    const env = { ...rest, GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: file };
    await using agent = await startService({ script, env });
    const url = String(agent.ready['url']);
    const status = async (): Promise<number> => (await fetch(`${url}${QUEUES}`)).status;
    expect(await status()).toBe(502);
    writeFileSync(file, 'mock-secret-not-real\n');
    await expect.poll(status).toBe(200); // the file is read once a second at most
  });

  it('tells no secret and no token, whatever happens', async () => {
    const callerSecret = 'caller-secret-not-real';
    const env = environment({ AGENT_CALLER_SECRET: callerSecret, LOG_LEVEL: 'trace' });
    await using agent = await startService({ script, env });
    const url = String(agent.ready['url']);
    const headers = { authorization: `Bearer ${callerSecret}` };
    const { access_token } = await json(await fetch(`${url}/token`, { headers }));
    const texts = [await (await fetch(`${url}/metrics`)).text()];
    for (const wrong of [
      { authorization: 'Bearer x' },
      { ...headers, origin: 'https://a.example' },
    ]) {
      texts.push(await (await fetch(`${url}${QUEUES}`, { headers: wrong })).text());
    }
    mock.revoke({ clientId: 'mock-client' });
    await fetch(`${url}${QUEUES}`, { headers });
    agent.signal('SIGTERM');
    await agent.exited;
    const { stdout, stderr } = agent.output();
    const secrets = { client: 'mock-secret-not-real', caller: callerSecret, token: access_token };
    expect(findSecrets([...texts, stdout, stderr].join('\n'), secrets)).toEqual([]);
  });

  it.each([
    ['an unknown option', ['--nonsense'], {}, 64, '--nonsense'],
    ['another address than loopback', ['--host', '0.0.0.0'], {}, 64, '--allow-remote'],
    [
      'no caller secret beyond loopback',
      ['--host', '0.0.0.0', '--allow-remote'],
      {},
      64,
      'AGENT_CALLER_SECRET',
    ],
    [
      'no client',
      [],
      { GENESYSCLOUD_OAUTHCLIENT_ID: '' },
      64,
      'GENESYSCLOUD_OAUTHCLIENT_ID is missing',
    ],
    ['a port that is none', ['--port', 'web'], {}, 64, 'PORT'],
    ['plain http elsewhere', [], { ONETOKEN_API_URL: 'http://api.example' }, 64, 'http'],
  ])('ends with a clear sentence: %s', async (_name, args, more, exit, text) => {
    const result = await runCommand({ script, args, env: environment(more) });
    expect(result).toMatchObject({ exit, stderr: expect.stringContaining(text) });
  });

  it('ends with 69 when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const result = await runCommand({ script, args: ['--port', String(port)], env: environment() });
    other.close();
    expect(result).toMatchObject({ exit: 69, stderr: expect.stringContaining(String(port)) });
  });

  it('prints help', async () => {
    const { exit, stdout } = await runCommand({ script, args: ['--help'] });
    expect(exit).toBe(0);
    expect(stdout).toContain('Exit codes: 0 stopped');
  });
});
