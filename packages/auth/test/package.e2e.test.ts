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

/** The first program of the README, pointed at a mock instead of a region. */
function readmeProgram(): string {
  const readme = readFileSync(join(packageDir, 'README.md'), 'utf8');
  const program = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const endpoints = 'endpoints: { login: process.env.MOCK, api: process.env.MOCK }';
  expect(program).toContain("region: 'mypurecloud.ie'");
  return `${program.replace("region: 'mypurecloud.ie'", endpoints)}\nconsole.log(token.length);\n`;
}

it('runs the first program of the README from the packed package in an empty folder', async () => {
  using dir = tempDir();
  await using redis = await startRedis();
  const client = { id: 'readme-client', secret: 'readme-secret-not-real' };
  await using mock = await startMockGenesys({ clients: [client] });

  await run('pnpm', ['pack', '--pack-destination', dir.path], { cwd: packageDir });
  writeFileSync(join(dir.path, 'package.json'), '{"private":true,"type":"module"}');
  const tarball = './onetoken-auth-0.0.0.tgz';
  await run('npm', ['install', '--no-audit', '--no-fund', tarball, 'ioredis'], { cwd: dir.path });
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
