import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '@onetoken/test-kit';
import { describe, expect, test } from 'vitest';
import { readSecret, type SecretSource } from '../../src/login/secret-source.ts';
import { systemClock } from '../../src/ports/clock.ts';
import { Secret } from '../../src/values/secret.ts';

const LIMIT = { clock: systemClock, deadlineMs: 60_000 };
const VALUE = 'visibly-fake-secret';
const read = async (source: SecretSource): Promise<string> =>
  (await readSecret(source, 'clientSecret', LIMIT)).reveal();

describe('a secret comes from', () => {
  test('a string, a Secret, a function of either', async () => {
    const sources = [VALUE, new Secret(VALUE), () => VALUE, async () => new Secret(VALUE)];
    for (const source of sources) expect(await read(source)).toBe(VALUE);
  });

  test('a file, without the newline at its end, and again when it changed', async () => {
    using dir = tempDir();
    const file = join(dir.path, 'secret');
    writeFileSync(file, `${VALUE}\n`);
    expect(await read({ file })).toBe(VALUE);
    writeFileSync(file, 'visibly-fake-rotated\r\n');
    expect(await read({ file })).toBe('visibly-fake-rotated');
  });
});

describe('a source that fails', () => {
  test('names the option and the file, in an error with a code', async () => {
    const failed = read({ file: '/nonexistent/secret' });
    await expect(failed).rejects.toThrow('clientSecret cannot read /nonexistent/secret (ENOENT)');
    await expect(failed).rejects.toMatchObject({ code: 'ERR_SECRET_UNAVAILABLE' });
  });

  test('does not repeat what is no path: it may be the secret, put in the wrong place', async () => {
    const failed = read({ file: VALUE });
    await expect(failed).rejects.toThrow('clientSecret cannot read its file (ENOENT)');
  });

  test('says nothing that a foreign error says', async () => {
    const source = () => Promise.reject(new RangeError(`not ${VALUE}`));
    const error: unknown = await read(source).catch((reason: unknown) => reason);
    expect(String(error)).toContain('RangeError');
    expect(String(error)).not.toContain(VALUE);
    expect((error as Error).cause).toBeUndefined();
  });

  test.each([
    ['an empty string', () => ''],
    ['undefined', () => undefined as never],
  ])('to yield more than %s is told', async (_, source) => {
    await expect(read(source)).rejects.toThrow('clientSecret yielded no value');
  });
});
