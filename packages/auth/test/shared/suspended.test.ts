import { describe, expect, test } from 'vitest';
import { SuspendedError } from '../../src/login/grant.ts';
import { type IssuedWith, Login, type LoginRequest } from '../../src/login/login.ts';
import { assemble } from '../../src/provider/assembly.ts';
import { withStore } from '../../src/shared/shared.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { steady } from '../support/fleet.ts';

/** A layer whose first requests to the login end with these errors. */
function layerThat(...errors: Error[]) {
  const clock = new VirtualClock();
  const options = { region: 'mypurecloud.ie', clientId: 'fleet', clientSecret: 'visibly-fake' };
  const parts = assemble({ ...options, clock, random: steady(0.5) });
  const requests: LoginRequest[] = [];
  class SuspendedLogin extends Login {
    override async ask(request: LoginRequest): Promise<IssuedWith> {
      requests.push(request);
      const error = errors.shift();
      if (error) throw error;
      const [credential] = request.credentials;
      if (!credential) throw new Error('no credential');
      const requestedAt = { wall: clock.now(), monotonic: clock.monotonic() };
      const times = { lifeMs: 86_400_000, requestedAt, skewMs: 0, durationMs: 1 };
      return { kind: 'granted', accessToken: 'visibly-fake-token', ...times, credential };
    }
  }
  const unused = () => Promise.reject(new Error('unused'));
  const layer = withStore(new SuspendedLogin(unused, parts), parts);
  const { signal } = new AbortController();
  return { requests, get: () => layer.get({ held: undefined, isRejected: () => false, signal }) };
}

describe('a process that is suspended while it asks', () => {
  test('asks again', async () => {
    const { get, requests } = layerThat(new SuspendedError(''), new SuspendedError(''));
    expect((await get()).token.accessToken).toBe('visibly-fake-token');
    expect(requests).toHaveLength(3);
  });

  test('gives up after the third time', async () => {
    const { get, requests } = layerThat(...[1, 2, 3].map(() => new SuspendedError('')));
    await expect(get()).rejects.toMatchObject({
      code: 'ERR_LOGIN_UNAVAILABLE',
      reason: 'the process was suspended',
      attempts: 3,
    });
    expect(requests).toHaveLength(3);
  });

  test('repeats nothing else', async () => {
    const { get, requests } = layerThat(new RangeError('other'));
    await expect(get()).rejects.toThrow(RangeError);
    expect(requests).toHaveLength(1);
  });
});
