import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import {
  type RedisServer,
  runCommand,
  startRedis,
  startService,
  tempDir,
} from '@onetoken/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const path = (relative: string): string =>
  fileURLToPath(new URL(`../${relative}`, import.meta.url));

/** Why a program cannot run here, or undefined. */
function missing(command: string, ...args: string[]): string | undefined {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return undefined;
  } catch {
    return `${command} is not installed`;
  }
}

/** The official Python SDK, installed once per machine; undefined where that is not possible. */
function pythonWithSdk(): string | undefined {
  const folder = join(homedir(), '.cache', 'onetoken', 'python-sdk');
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'ready'))) return python;
  try {
    mkdirSync(folder, { recursive: true });
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
    const install = ['-m', 'pip', 'install', '-q', 'PureCloudPlatformClientV2'];
    execFileSync(python, install, { stdio: 'ignore', timeout: 120_000 });
    execFileSync('touch', [join(folder, 'ready')]);
    return python;
  } catch {
    return undefined;
  }
}

let mock: MockGenesys;
let redis: RedisServer;
beforeAll(async () => {
  [mock, redis] = await Promise.all([startMockGenesys(), startRedis()]);
});
afterAll(async () => {
  await Promise.all([mock.close(), redis[Symbol.asyncDispose]()]);
});
beforeEach(() => mock.reset());

const environment = (more: Record<string, string> = {}) => ({
  ONETOKEN_LOGIN_URL: mock.loginUrl,
  ONETOKEN_API_URL: mock.apiUrl,
  GENESYSCLOUD_OAUTHCLIENT_ID: 'mock-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'mock-secret-not-real',
  ...more,
});
const example = (file: string, more: Record<string, string> = {}) =>
  runCommand({ script: path(`node/${file}`), env: environment(more) });

describe('examples for Node', () => {
  it('fastify-service.ts: two copies, one token', async () => {
    const env = environment({ REDIS_URL: redis.url, PORT: '0' });
    const script = path('node/fastify-service.ts');
    await using first = await startService({ script, env });
    await using second = await startService({ script, env });
    for (const { ready } of [first, second]) {
      const answer = await fetch(`${ready['url']}/queues`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toHaveProperty('entities');
    }
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiOk: 2 });
    first.signal('SIGTERM');
    expect(await first.exited).toBe(0);
  });

  it('axios-401.ts: one new token after a 401, and no failed call', async () => {
    const revoke = `${mock.adminUrl}/__admin/tokens/revoke`;
    const result = await example('axios-401.ts', { EXAMPLE_REVOKE_URL: revoke });
    expect(result).toMatchObject({ exit: 0, stdout: '12 queues\n12 queues\n' });
    expect(mock.stats().totals).toMatchObject({ tokensIssued: 2, api401: 1, apiOk: 2 });
  });

  it('cron-job.ts: five runs, one token', async () => {
    using dir = tempDir();
    const more = { ONETOKEN_CACHE_DIR: join(dir.path, 'cache') };
    for (let i = 0; i < 5; i += 1) {
      expect(await example('cron-job.ts', more)).toMatchObject({
        exit: 0,
        stdout: 'HTTP 200: 12 queues\n',
      });
    }
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiOk: 5 });
  });

  it('official-sdk.ts: the SDK never logs in by itself', async () => {
    const result = await example('official-sdk.ts');
    expect(result).toMatchObject({ exit: 0, stdout: '12 queues\n'.repeat(3) });
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiOk: 3 });
  });
});

const python = missing('python3', '--version');
const go = missing('go', 'version');
const curl = missing('curl', '--version');

describe('examples for every other language', () => {
  const agentScript = fileURLToPath(import.meta.resolve('@onetoken/agent/main'));

  /** Runs a program against an agent, with a Node service beside it: all of them must share the one token. */
  async function besideNode(command: string, args: string[], cwd = path('.')): Promise<string> {
    const prefix = { REDIS_URL: `${redis.url}/${nextDatabase()}`, PORT: '0' };
    const env = environment(prefix);
    await using node = await startService({ script: path('node/fastify-service.ts'), env });
    await using agent = await startService({ script: agentScript, env });
    expect((await fetch(`${node.ready['url']}/queues`)).status).toBe(200);
    const programEnv = { ...process.env, AGENT_URL: String(agent.ready['url']) };
    const { stdout } = await run(command, args, { cwd, env: programEnv });
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, api401: 0 });
    return stdout;
  }

  it.skipIf(curl)(`curl.sh ${curl ?? ''}`, async () => {
    const stdout = await besideNode('sh', ['curl.sh']);
    expect(stdout).toBe('"total":12\na token of the fleet\n');
  });

  it.skipIf(python)(`python/standard_library.py ${python ?? ''}`, async () => {
    const stdout = await besideNode('python3', ['python/standard_library.py']);
    expect(stdout).toBe('12 queues, page 1\n12 queues, page 2\n');
  });

  it.skipIf(python)(`python/official_sdk.py ${python ?? ''}`, async ({ skip }) => {
    const interpreter = pythonWithSdk();
    if (interpreter === undefined) return skip('the official Python SDK could not be installed');
    expect(await besideNode(interpreter, ['python/official_sdk.py'])).toBe('12 queues\n');
  });

  it.skipIf(go)(
    `go ${go ?? ''}`,
    async () => {
      using dir = tempDir();
      const program = join(dir.path, 'queues');
      // The first build on a machine compiles Go's standard library.
      await run('go', ['build', '-o', program, '.'], { cwd: path('go') });
      expect(await besideNode(program, [])).toBe('12 queues, page 1\n12 queues, page 2\n');
    },
    300_000,
  );
});

/** Each fleet starts with an empty cache: a logical database of its own. */
let databases = 0;
function nextDatabase(): number {
  databases += 1;
  return databases;
}
