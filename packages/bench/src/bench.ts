import type { FakeLogin, LoginSettings } from './login/fake-login.ts';
import { quickLogin } from './login/fake-login.ts';
import type { PeerRef } from './peers/find.ts';
import type { Peer, PeerSettings } from './peers/peer.ts';
import type { Plan } from './plan.ts';
import type { Questions } from './process/protocol.ts';
import type { Ending } from './process/run-task.ts';

export interface Contestant {
  readonly ref: PeerRef;
  readonly peer: Peer;
}

/** What every part of the bench works with. */
export interface Bench {
  readonly plan: Plan;
  readonly contestants: readonly Contestant[];
  /** Shows how far a part is: `done` of `all`, and what it works on. */
  progress(done: number, all: number, doing: string): void;
}

/** Visibly fake. Behaviour tests look for it in what contestants print. */
const CLIENT_SECRET = 'bench-secret-visibly-fake-0123456789';

export function settingsFor(
  login: FakeLogin,
  more: Partial<PeerSettings> & Partial<Pick<LoginSettings, 'lifeMs'>> = {},
): PeerSettings {
  return {
    login: login.url,
    api: login.url,
    clientId: 'bench-client',
    clientSecret: CLIENT_SECRET,
    lifeMs: quickLogin.lifeMs,
    ...more,
  };
}

/** What every process may ask of its login. */
export function loginAnswers(
  login: FakeLogin,
): Pick<Questions, 'counts' | 'tokenStatus' | 'revoke' | 'setLogin'> {
  return {
    counts: async () => login.counts(),
    tokenStatus: async (token) => login.tokens.statusOf(token),
    revoke: async (token) => login.tokens.revoke(token),
    setLogin: async (change) => login.set(change),
  };
}

/** For parts in which a contestant that does not end is a fault of the bench, not a result. */
export function doneOrThrow<T>(ending: Ending<T>, doing: string): T {
  if (ending.kind === 'done') return ending.value;
  throw new Error(`${doing}: ${whyNot(ending)}`);
}

export function whyNot(ending: Exclude<Ending<unknown>, { kind: 'done' }>): string {
  return ending.kind === 'deadline'
    ? `no end within ${ending.afterMs / 1_000} s`
    : `failed: ${ending.reason}`;
}
