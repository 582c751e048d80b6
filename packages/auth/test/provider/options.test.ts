import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { checkOptions, type TokenProviderOptions } from '../../src/provider/options.ts';
import { createTokenProvider } from '../../src/provider/token-provider.ts';

const SECRET = 'visibly-fake-secret';
const GOOD = { region: 'mypurecloud.ie', clientId: 'visibly-fake-id', clientSecret: SECRET };
const check = (options: object) => checkOptions({ ...GOOD, ...options } as TokenProviderOptions);

test('defaults are those of the documentation', () => {
  expect(check({})).toMatchObject({
    schedule: { strategy: 'half-life' },
    leaseMs: 10_000,
    deadlineMs: 8_000,
    forcedRefreshMs: 30_000,
    encryptionKeys: undefined,
  });
});

test('times are rounded up to whole ms, since Redis refuses others', () => {
  const times = { leaseMs: 1e5 / 3, grantDeadlineMs: 0.5, forcedRefreshMs: 1e4 / 3 };
  expect(check(times)).toMatchObject({ leaseMs: 33_334, deadlineMs: 1, forcedRefreshMs: 3_334 });
});

describe('a TypeError names the option', () => {
  test.each<[string, object]>([
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: undefined }],
    ['clientId', { clientId: 'a:b' }],
    ['clientId', { clientId: 'a\nb' }],
    ['clientSecret', { clientSecret: '' }],
    ['clientSecret', { clientSecret: undefined }],
    ['region', { region: undefined }],
    ['region', { region: 'atlantis' }],
    ['schedule.strategy', { schedule: { strategy: 'often' } }],
    ['schedule.marginMs', { schedule: { strategy: 'before-expiry', marginMs: -1 } }],
    ['leaseMs', { leaseMs: 0 }],
    ['leaseMs', { leaseMs: Number.NaN }],
    ['grantDeadlineMs', { grantDeadlineMs: 10_000 }],
    ['forcedRefreshMs', { forcedRefreshMs: Number.POSITIVE_INFINITY }],
    ['encryptionKeys', { encryptionKeys: 'nonsense' }],
  ])('%s: %o', (option, options) => {
    expect(() => check(options)).toThrow(TypeError);
    expect(() => check(options)).toThrow(option);
  });
});

test('a provider prints neither its secret nor its keys', async () => {
  const key = Buffer.alloc(32, 3).toString('base64');
  await using provider = createTokenProvider({ ...GOOD, encryptionKeys: `a:${key}` });
  const print = inspect(provider, { depth: 20, showHidden: true }) + JSON.stringify(provider);
  expect(print).not.toContain(SECRET);
  expect(print).not.toContain(key);
});
