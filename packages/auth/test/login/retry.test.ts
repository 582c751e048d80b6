import { beforeEach, describe, expect, test } from 'vitest';
import { deriveCredential } from '../../src/login/credentials.ts';
import type { LoginFailure } from '../../src/login/failure.ts';
import type { GrantRequest, Issued } from '../../src/login/grant.ts';
import { withRetry } from '../../src/login/retry.ts';
import { createEvents, type TokenEvent } from '../../src/ports/events.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { Secret } from '../../src/values/secret.ts';
import { steady } from '../support/fleet.ts';

const credential = deriveCredential('current', new Secret('visibly-fake'), 'scope');
const ISSUED = { kind: 'granted', accessToken: 'visibly-fake-token' } as Issued;
let clock: VirtualClock;
let requests: (GrantRequest & { at: number })[];
let events: TokenEvent[];

beforeEach(() => {
  clock = new VirtualClock();
  requests = [];
  events = [];
});

/** Asks a login that answers with these failures, one after the other, and then issues a token. */
async function ask(
  answers: (LoginFailure | Error)[],
  failures = 0,
): Promise<Issued | LoginFailure> {
  const queue = [...answers];
  const start = clock.monotonic();
  const grant = async (request: GrantRequest): Promise<Issued | LoginFailure> => {
    requests.push({ ...request, at: clock.monotonic() - start });
    const answer = queue.shift() ?? ISSUED;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const options = {
    clock,
    random: steady(0.5),
    deadlineMs: 8_000,
    login: 'https://login.mypurecloud.ie',
  };
  const patient = withRetry(grant, {
    ...options,
    events: createEvents('s', (it) => events.push(it)),
  });
  const { signal } = new AbortController();
  const asked = patient({ credential, failures, signal, background: false });
  asked.catch(() => undefined);
  await clock.advance(20_000);
  return await asked;
}

const down = (retryAfterMs?: number): LoginFailure => ({
  kind: 'unavailable',
  failures: 1,
  error: 'HTTP 503',
  retryAfterMs,
});

describe('a transient failure', () => {
  test('is repeated after 0.5 and 1 s, each attempt with the time that is left', async () => {
    expect(await ask([down(), down()])).toBe(ISSUED);
    expect(requests.map(({ at }) => at)).toEqual([0, 500, 1_500]);
    expect(requests.map(({ deadlineMs }) => deadlineMs)).toEqual([8_000, 7_500, 6_500]);
  });

  test('three times in a row ends the attempts of this process', async () => {
    expect(await ask([down(), down(), down()])).toMatchObject({
      failures: 3,
      retryAfterMs: 2_000,
    });
    expect(events.filter(({ type }) => type === 'request-failed')).toHaveLength(3);
  });

  test('after others in the fleet is not repeated, and counted on', async () => {
    expect(await ask([down()], 4)).toMatchObject({ failures: 5, retryAfterMs: 8_000 });
    expect(requests).toHaveLength(1);
  });

  test('waits as long as the login says', async () => {
    await ask([down(3_000)]);
    expect(requests.map(({ at }) => at)).toEqual([0, 3_000]);
  });

  test('is not repeated when that would not fit into the deadline', async () => {
    expect(await ask([down(7_600)])).toMatchObject({ failures: 1, retryAfterMs: 7_600 });
  });
});

test('anything else is passed on at once', async () => {
  const throttled = { kind: 'throttled', failures: 1, retryAfterMs: 1_000 } as const;
  expect(await ask([throttled])).toEqual(throttled);
  await expect(ask([new RangeError('bug')])).rejects.toThrow(RangeError);
  expect(requests).toHaveLength(2);
});
