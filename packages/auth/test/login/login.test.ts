import { beforeEach, describe, expect, test } from 'vitest';
import { createCooldowns, LOGIN, refusedNote, THROTTLED } from '../../src/login/cooldowns.ts';
import { deriveCredential } from '../../src/login/credentials.ts';
import type { LoginFailure } from '../../src/login/failure.ts';
import type { Issued } from '../../src/login/grant.ts';
import { Login } from '../../src/login/login.ts';
import type { PatientRequest } from '../../src/login/retry.ts';
import { createEvents, type TokenEvent } from '../../src/ports/events.ts';
import { guardStore } from '../../src/stores/guarded-store.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { Secret } from '../../src/values/secret.ts';

const current = deriveCredential('current', new Secret('visibly-fake-a'), 'scope');
const next = deriveCredential('next', new Secret('visibly-fake-b'), 'scope');
const ISSUED = { kind: 'granted', accessToken: 'visibly-fake-token', skewMs: 7 } as Issued;
const INVALID_CLIENT = {
  kind: 'refused',
  failures: 1,
  status: 401,
  error: 'invalid_client',
} as const;
const { signal } = new AbortController();

let answers: Partial<Record<'current' | 'next', Issued | LoginFailure>>;
let requests: PatientRequest[];
let events: TokenEvent[];
let login: Login;
let recall: (name: string) => LoginFailure | undefined;

beforeEach(() => {
  [answers, requests, events] = [{}, [], []];
  const clock = new VirtualClock();
  const emitter = createEvents('scope', (event) => events.push(event));
  const store = guardStore(memoryStore({ clock }).open('scope'), emitter);
  const cooldowns = createCooldowns(clock, store, emitter);
  recall = cooldowns.recall;
  const grant = async (request: PatientRequest) => {
    requests.push(request);
    return answers[request.credential.slot] ?? ISSUED;
  };
  login = new Login(grant, { login: 'https://login.mypurecloud.ie', cooldowns, events: emitter });
});

const ask = (known = new Map<string, LoginFailure>(), credentials = [current, next]) =>
  login.ask({ credentials, known, signal, background: false });

describe('a token request', () => {
  test('is made with the first secret, and tells the clock of the login', async () => {
    expect(await ask()).toEqual({ ...ISSUED, credential: current });
    expect(requests).toHaveLength(1);
    expect(login.skewMs).toBe(7);
    expect(events).toEqual([]);
  });

  test('goes on to the next secret when the first is an invalid client', async () => {
    answers.current = INVALID_CLIENT;
    expect(await ask()).toMatchObject({ credential: next });
    expect(recall(refusedNote(current))).toMatchObject({ kind: 'refused', failures: 1 });
    expect(events.map(({ type }) => type)).toEqual(['cooldown', 'secret-switched']);
    expect(login.acceptedFirst([current, next])).toEqual([next, current]);
  });

  test.each<LoginFailure>([
    { ...INVALID_CLIENT, error: 'unauthorized_client' },
    { kind: 'throttled', failures: 1, retryAfterMs: 5 },
    { kind: 'unavailable', failures: 1 },
    { kind: 'no-login', failures: 1 },
  ])('is not repeated with the next secret after %o', async (failure) => {
    answers.current = failure;
    await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_LOGIN_/) });
    expect(requests).toHaveLength(1);
  });

  test('fails with the refusal of the last secret', async () => {
    answers = { current: INVALID_CLIENT, next: { ...INVALID_CLIENT, description: 'last' } };
    await expect(ask()).rejects.toMatchObject({ code: 'ERR_LOGIN_REFUSED', description: 'last' });
    expect(recall(refusedNote(next))).toBeDefined();
  });

  test('continues the series of failures that the fleet knows of', async () => {
    answers.current = { kind: 'throttled', failures: 1, retryAfterMs: 5 };
    const known = new Map<string, LoginFailure>([
      [LOGIN, { kind: 'unavailable', failures: 3 }],
      [THROTTLED, { kind: 'throttled', failures: 1 }],
    ]);
    await expect(ask(known)).rejects.toMatchObject({ code: 'ERR_LOGIN_THROTTLED' });
    expect(requests[0]?.failures).toBe(3);
    expect(recall(THROTTLED)).toMatchObject({ failures: 2 });
  });

  test('needs a secret', async () => {
    await expect(ask(new Map(), [])).rejects.toThrow(TypeError);
  });
});
