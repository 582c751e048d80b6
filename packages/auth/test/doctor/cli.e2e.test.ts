import { fileURLToPath } from 'node:url';
import { findSecrets, freePort, runCommand, startRedis } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { environmentOf, SECRETS, startGenesys } from './doctor.ts';

const script = fileURLToPath(new URL('../../src/doctor/cli.ts', import.meta.url));

async function doctor(env: Record<string, string>, ...args: string[]) {
  const result = await runCommand({ script, args: ['doctor', ...args], env });
  expect(findSecrets(result.stdout + result.stderr, SECRETS)).toEqual([]);
  return result;
}

it('ends with the exit codes of all commands', async () => {
  await using mock = await startGenesys();
  await using redis = await startRedis();
  const password = String(SECRETS['redisPassword']);
  const away = `redis://app:${password}@127.0.0.1:${await freePort()}`;
  const good = { ...environmentOf(mock), REDIS_URL: redis.url } as Record<string, string>;
  const wrong = { ...good, GENESYSCLOUD_OAUTHCLIENT_SECRET: String(SECRETS['wrongSecret']) };
  const runs = [
    [0, await doctor(good, '--json')],
    [1, await doctor(wrong)],
    [64, await doctor({ ...good, GENESYSCLOUD_REGION: 'mypurecloud.ie' })],
    [64, await doctor(good, '--unknown')],
    [69, await doctor({ ...good, REDIS_URL: away })],
  ] as const;
  expect(runs.map(([, { exit }]) => exit)).toEqual(runs.map(([code]) => code));
  expect(JSON.parse(runs[0][1].stdout)).toMatchObject({ exitCode: 0 });
  expect(runs.map(([, { stderr }]) => stderr).join('')).not.toMatch(/^ +at /m); // no stack trace
});

it('concludes nothing while the login throttles', async () => {
  await using mock = await startGenesys(undefined, { limits: { loginPerClient: 1 } });
  const env = environmentOf(mock) as Record<string, string>;
  expect(await doctor(env)).toMatchObject({ exit: 0 });
  expect(await doctor(env)).toMatchObject({
    exit: 2,
    stdout: expect.stringContaining('throttling'),
  });
});
