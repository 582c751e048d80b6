import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveCredential, readCredentials, scopeOf } from '../../src/login/credentials.ts';
import type { SecretSource } from '../../src/login/secret-source.ts';
import { systemClock } from '../../src/ports/clock.ts';
import { Secret } from '../../src/values/secret.ts';

const derive = (secret: string, scope = 'scope') =>
  deriveCredential('current', new Secret(secret), scope);

describe('a scope', () => {
  test('differs for every pair of login and client, and fits into a key', () => {
    const pair = fc.tuple(
      fc.stringMatching(/^https:\/\/login(\.[a-z0-9]{1,9}){2}$/),
      fc.stringMatching(/^[\w-]{1,40}$/),
    );
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const isSame = a.join('\n') === b.join('\n');
        expect(scopeOf(...a) === scopeOf(...b)).toBe(isSame);
        expect(scopeOf(...a)).toMatch(/^[\w-]{22}$/);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is derived from a secret', () => {
  test('is the same in every process, and another for another secret or scope', () => {
    expect(derive('visibly-fake-a')).toEqual(derive('visibly-fake-a'));
    const others = [derive('visibly-fake-b'), derive('visibly-fake-a', 'other')];
    for (const other of others) {
      expect(other.id).not.toBe(derive('visibly-fake-a').id);
      expect(other.sealingKey).not.toEqual(derive('visibly-fake-a').sealingKey);
    }
  });

  test('has three parts that say nothing of each other', () => {
    const { id, sealingKey } = derive('visibly-fake-a');
    expect(sealingKey.key).toHaveLength(32);
    expect(
      new Set([id, sealingKey.id, Buffer.from(sealingKey.key).toString('base64url')]).size,
    ).toBe(3);
  });
});

describe('the secrets of a provider', () => {
  const unavailable: string[] = [];
  const options = {
    clock: systemClock,
    deadlineMs: 60_000,
    onNextUnavailable: ({ message }: Error) => unavailable.push(message),
  };
  const slots = async (current: string, next?: SecretSource): Promise<string[]> =>
    (await readCredentials({ current, next }, 'scope', options)).map(({ slot }) => slot);

  test('are one or two, and one if they are the same', async () => {
    expect(await slots('visibly-fake-a')).toEqual(['current']);
    expect(await slots('visibly-fake-a', 'visibly-fake-b')).toEqual(['current', 'next']);
    expect(await slots('visibly-fake-a', 'visibly-fake-a')).toEqual(['current']);
    expect(await slots('visibly-fake-a', '')).toEqual(['current']);
    expect(unavailable).toEqual([]);
  });

  test('are the current one alone while the next one cannot be had, which is told', async () => {
    expect(await slots('visibly-fake-a', { file: '/nonexistent/next' })).toEqual(['current']);
    expect(await slots('visibly-fake-a', () => '')).toEqual(['current']);
    expect(unavailable).toEqual([
      'nextClientSecret cannot read /nonexistent/next (ENOENT)',
      'nextClientSecret yielded no value',
    ]);
  });
});
