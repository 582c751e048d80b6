import { findSecrets } from '@onetoken/test-kit';
import { expect, it, test } from 'vitest';
import { HELP, runCommand } from '../../src/doctor/command.ts';
import type { Environment } from '../../src/environment/reader.ts';
import { environmentOf, QUEUES, SECRETS, startGenesys } from './doctor.ts';

async function run(args: readonly string[], environment: Environment = {}) {
  const written = { out: '', err: '' };
  const exit = await runCommand(args, environment, {
    out: { write: (text) => (written.out += text) },
    err: { write: (text) => (written.err += text) },
  });
  expect(findSecrets(written.out + written.err, SECRETS)).toEqual([]);
  return { exit, ...written };
}

test.each([['--help'], ['-h'], ['doctor', '--help']])('explains itself: %s', async (...args) => {
  expect(await run(args)).toEqual({ exit: 0, out: HELP, err: '' });
});

test.each([
  [[]],
  [['nurse']],
  [['doctor', 'now']],
  [['doctor', '--colour']],
  [['doctor', '--strict']],
  [['doctor', '--require', '*']],
])('refuses %j and says where to look', async (args) => {
  const { exit, out, err } = await run(args);
  expect(exit).toBe(64);
  expect(out).toBe('');
  expect(err).toContain('onetoken --help');
});

it('writes a line for each check, and what to do below', async () => {
  await using mock = await startGenesys(['*']);
  const { exit, out } = await run(['doctor', '--require', QUEUES], environmentOf(mock));
  expect(exit).toBe(0);
  expect(out).toMatch(/^ok {7}region {8}by address: login http/);
  expect(out).toMatch(/^warn {5}permissions {3}.*\*:\*:\*\n {9}→ Give it a role/m);
});

it('writes one JSON object', async () => {
  await using mock = await startGenesys();
  const strict = ['doctor', '--json', '--require', QUEUES, '--strict'];
  const { exit, out } = await run(strict, environmentOf(mock));
  expect(exit).toBe(0);
  const { exitCode, checks } = JSON.parse(out);
  expect(exitCode).toBe(0);
  expect(checks.map(({ name }: { name: string }) => name)).toEqual([
    'region',
    'encryption',
    'credentials',
    'clock',
    'token',
    'permissions',
    'redis',
  ]);
});

it('asks nobody when a setting is wrong', async () => {
  const { exit, out } = await run(['doctor'], { GENESYSCLOUD_REGION: 'mypurecloud.ei' });
  expect(exit).toBe(64);
  expect(out).toContain('GENESYSCLOUD_OAUTHCLIENT_ID is missing');
  expect(out).not.toContain('ok');
});
