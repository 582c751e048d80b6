import { describe, expect, it } from 'vitest';
import { browserRefusal, callerRefusal, type GuardSettings } from '../src/guards.ts';

const open: GuardSettings = { hosts: new Set(), anyHost: false };
const locked: GuardSettings = { ...open, callerSecret: 'caller-secret-not-real' };

describe('browserRefusal', () => {
  it.each(['127.0.0.1:8787', 'localhost:1', 'LOCALHOST', '[::1]:8787', '127.0.0.1'])(
    'serves a caller that names the agent %s',
    (host) => {
      expect(browserRefusal({ host }, open)).toBeUndefined();
    },
  );

  it.each([
    'evil.example:8787',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil.example',
    '',
    undefined,
  ])('refuses %s, which a web page may have pointed at 127.0.0.1', (host) => {
    expect(browserRefusal({ ...(host !== undefined && { host }) }, open)?.status).toBe(421);
  });

  it('serves a name that was allowed', () => {
    const settings = { ...open, hosts: new Set(['agent.internal']) };
    expect(browserRefusal({ host: 'agent.internal:8787' }, settings)).toBeUndefined();
  });

  it('takes any name on a Unix socket', () => {
    expect(browserRefusal({ host: 'whatever' }, { ...open, anyHost: true })).toBeUndefined();
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-origin' },
  ])('refuses what only a browser sends: %o', (headers) => {
    const settings = { ...open, anyHost: true };
    expect(browserRefusal({ host: '127.0.0.1', ...headers }, settings)?.status).toBe(403);
  });
});

describe('callerRefusal', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it('asks nothing of callers when no secret is set', () => {
    expect(callerRefusal({}, open)).toBeUndefined();
  });

  it.each(['Bearer caller-secret-not-real', 'bearer caller-secret-not-real'])(
    'takes %s',
    (authorization) => {
      expect(callerRefusal({ authorization }, locked)).toBeUndefined();
    },
  );

  it('takes the secret as the client secret of a login', () => {
    const authorization = basic('any-client:caller-secret-not-real');
    expect(callerRefusal({ authorization }, locked)).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer wrong',
    'Bearer caller-secret-not-real-and-more',
    'Digest caller-secret-not-real',
    basic('caller-secret-not-real:wrong'),
  ])('refuses %s', (authorization) => {
    expect(callerRefusal({ authorization }, locked)?.status).toBe(401);
  });

  it('never repeats what was presented', () => {
    const answer = callerRefusal({ authorization: 'Bearer almost-the-secret' }, locked);
    expect(JSON.stringify(answer)).not.toContain('almost-the-secret');
  });
});
