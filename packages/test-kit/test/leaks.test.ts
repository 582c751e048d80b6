import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leaksOf, tempDir } from '../src/index.ts';

const SECRET = 'visibly-fake-0123456789';

it.each(['CLIENT_SECRET', 'REDIS_PASSWORD', 'PAGERDUTY_ROUTING_KEY', 'ONETOKEN_ENCRYPTION_KEYS'])(
  'finds what %s holds',
  (name) => {
    expect(leaksOf(`it is ${SECRET}.`, { [name]: SECRET })).toEqual([name]);
    expect(leaksOf(`it is ${Buffer.from(SECRET).toString('base64')}`, { [name]: SECRET })).toEqual([
      name,
    ]);
    expect(leaksOf('it is not told', { [name]: SECRET })).toEqual([]);
  },
);

it('finds what a file holds', () => {
  using dir = tempDir();
  const path = join(dir.path, 'secret');
  expect(leaksOf(SECRET, { CLIENT_SECRET_FILE: path })).toEqual([]);
  writeFileSync(path, `${SECRET}\n`);
  expect(leaksOf(`it is ${SECRET}`, { CLIENT_SECRET_FILE: path })).toEqual(['CLIENT_SECRET_FILE']);
});

it('finds the password of a URL, and minds nothing else of it', () => {
  const env = { REDIS_URL: 'redis://visibly-fake-user:a%20password-0123@cache.example:6379' };
  expect(leaksOf('login as visibly-fake-user at cache.example:6379', env)).toEqual([]);
  expect(leaksOf('with a password-0123', env)).toEqual(['REDIS_URL']);
});

it('minds nothing that a secret has in common with what is no secret', () => {
  const env = { CLIENT_ID: 'the-fleet-of-tests', CLIENT_SECRET: 'the-fleet-of-0123456789' };
  expect(leaksOf('the-fleet-of-tests, visibly-fake-token', env)).toEqual([]);
});
