import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { startRedis, tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const packageDir = fileURLToPath(new URL('..', import.meta.url));

const readme = readFileSync(join(packageDir, 'README.md'), 'utf8');

/** The first program of the README, pointed at a mock instead of a region. */
function readmeProgram(): string {
  const program = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const endpoints = 'endpoints: { login: process.env.MOCK, api: process.env.MOCK }';
  expect(program).toContain("region: 'mypurecloud.ie'");
  return `${program.replace("region: 'mypurecloud.ie'", endpoints)}\nconsole.log(token.length);\n`;
}

/** The contract test of the README, over a store that a module exports as `myStore`. */
function readmeContract(): string {
  const [, program = ''] = /```ts\n(import { test }.*?)```/s.exec(readme) ?? [];
  expect(program).toContain("from './my-store.ts'");
  return program.replace('{ url }', '');
}

const MEMORY_STORE =
  "import { memoryStore } from '@onetoken/auth';\nconst store = memoryStore();\n";
const GOOD_STORE = `${MEMORY_STORE}export const myStore = () => store;`;
const GENEROUS_STORE = `${MEMORY_STORE}export const myStore = () => ({
  open: (scope) => Object.assign(Object.create(store.open(scope)), { claim: async () => true }),
});`;

async function installPackage(dir: string, ...others: string[]): Promise<void> {
  await run('pnpm', ['pack', '--pack-destination', dir], { cwd: packageDir });
  writeFileSync(join(dir, 'package.json'), '{"private":true,"type":"module"}');
  const packages = ['./onetoken-auth-0.0.0.tgz', ...others];
  await run('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: dir });
}

it('runs the first program of the README from the packed package in an empty folder', async () => {
  using dir = tempDir();
  await using redis = await startRedis();
  const client = { id: 'readme-client', secret: 'readme-secret-not-real' };
  await using mock = await startMockGenesys({ clients: [client] });

  await installPackage(dir.path, 'ioredis');
  writeFileSync(join(dir.path, 'program.ts'), readmeProgram());

  const env = {
    PATH: process.env['PATH'],
    MOCK: mock.loginUrl,
    REDIS_URL: redis.url,
    GENESYSCLOUD_OAUTHCLIENT_ID: client.id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: client.secret,
  };
  const first = await run(process.execPath, ['program.ts'], { cwd: dir.path, env });
  const second = await run(process.execPath, ['program.ts'], { cwd: dir.path, env });
  expect([first.stdout.trim(), second.stdout.trim()]).toEqual(['86', '86']);
  expect(mock.stats().totals.tokenRequests).toBe(1);

  // Its users get repairs of undici without a release of ours, and have one copy of it.
  const installed = join(dir.path, 'node_modules/@onetoken/auth/package.json');
  const { dependencies } = JSON.parse(readFileSync(installed, 'utf8'));
  expect(dependencies).toEqual({ undici: expect.stringMatching(/^\^8\./) });
});

it('tests a store of one’s own with the contract of the packed package and node:test', async () => {
  using dir = tempDir();
  await installPackage(dir.path);
  writeFileSync(join(dir.path, 'store.test.ts'), readmeContract());
  const test = (myStore: string) => {
    writeFileSync(join(dir.path, 'my-store.ts'), myStore);
    const args = ['--test', '--test-reporter=tap', 'store.test.ts'];
    return run(process.execPath, args, { cwd: dir.path });
  };
  const { stdout } = await test(GOOD_STORE);
  expect(stdout).toMatch(/^# pass 30\n# fail 0$/m);
  await expect(test(GENEROUS_STORE)).rejects.toMatchObject({
    stdout: expect.stringMatching(/^not ok \d+ - notes and claims: a claim goes to the first/m),
  });
});
