import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findSecrets, tempDir } from '@onetoken/test-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/ports/clock.ts';
import { createTokenProvider } from '../../../src/provider/token-provider.ts';
import { fileStore } from '../../../src/stores/file/store.ts';
import { FakeLogin } from '../../../src/testing/fake-login.ts';
import { patientClock } from '../../support/patience.ts';

const SECRET = 'visibly-fake-secret-0123456789';

let dir: ReturnType<typeof tempDir>;
let login: FakeLogin;

beforeEach(() => {
  dir = tempDir('onetoken-cron-');
  login = new FakeLogin(systemClock);
});
afterEach(() => dir[Symbol.dispose]());

/** What one run of a cron job does: everything from the start, and nothing left at the end. */
async function runJob(clientSecret = SECRET): Promise<string> {
  await using provider = createTokenProvider({
    region: 'mypurecloud.ie',
    clientId: 'visibly-fake-client',
    clientSecret,
    store: fileStore({ directory: join(dir.path, 'store'), clock: patientClock }),
    send: login.send,
  });
  return await provider.getAccessToken();
}

test('ten runs, one after the other, ask for one token', async () => {
  const tokens: string[] = [];
  for (let run = 0; run < 10; run += 1) tokens.push(await runJob());
  expect(new Set(tokens).size).toBe(1);
  expect(login.tokenRequests).toHaveLength(1);
});

test('ten runs at the same time ask for one token', async () => {
  login.latencyMs = 50;
  const tokens = await Promise.all(Array.from({ length: 10 }, () => runJob()));
  expect(new Set(tokens).size).toBe(1);
  expect(login.tokenRequests).toHaveLength(1);
});

test('a wrong secret is asked about once, not once a run', async () => {
  login.accepts = new Set([SECRET]);
  for (let run = 0; run < 5; run += 1) {
    await expect(runJob('visibly-fake-wrong-secret')).rejects.toMatchObject({
      code: 'ERR_LOGIN_REFUSED',
    });
  }
  expect(login.tokenRequests).toHaveLength(1);
  expect(await runJob()).toBe('visibly-fake-token-1');
});

test('no file holds the token or the secret', async () => {
  const token = await runJob();
  const files = readdirSync(dir.path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir.path, name))
    .filter((path) => statSync(path).isFile());
  expect(files).toHaveLength(1);
  const text = files.map((path) => path + readFileSync(path, 'utf8')).join('\n');
  expect(findSecrets(text, { token, SECRET })).toEqual([]);
});
