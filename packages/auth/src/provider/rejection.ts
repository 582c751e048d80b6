import { TokenRejectedError } from '../errors/index.ts';
import type { MemoryLayer } from '../memory/memory.ts';
import { type Clock, deadlineSignal, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Send } from '../ports/send.ts';
import type { InvalidateAnswer } from '../ports/store.ts';
import { ageOf } from '../shared/held-token.ts';
import type { Keyring } from '../shared/keyring.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';
import { fingerprintOf } from '../values/token.ts';
import type { FatalReporter } from './fatal.ts';

interface RejectionOptions {
  readonly clock: Clock;
  readonly send: Send;
  /** Base of the API. */
  readonly api: string;
  readonly store: GuardedStore;
  readonly fatal: FatalReporter;
  readonly keyring: () => Promise<Keyring>;
  readonly forcedRefreshMs: number;
  readonly deadlineMs: number;
}

/** One look into the store serves all 401s of a token for this time: an API may reject every call. */
const ASK_AGAIN_MS = 1_000;

/** What happens when the API answers 401. */
export class Rejections {
  readonly #memory: MemoryLayer;
  readonly #options: RejectionOptions;
  readonly #underWay = new Map<string, Promise<boolean>>();
  #lastDrop: Instant | undefined;
  #lastAsked: { readonly fingerprint: string; readonly at: Instant } | undefined;
  #checked: { readonly fingerprint: string; readonly answer: Promise<boolean> } | undefined;

  constructor(memory: MemoryLayer, options: RejectionOptions) {
    this.#memory = memory;
    this.#options = options;
  }

  /**
   * Drops this token everywhere, and no other: a late 401 for an older token changes nothing.
   * Within 30 s of the last drop the token is kept, so that an API that rejects every token does
   * not cause a storm of token requests.
   * @returns whether this process dropped the token that it used
   */
  async invalidate(accessToken: string): Promise<boolean> {
    const fingerprint = fingerprintOf(accessToken);
    const held = this.#memory.inUse();
    if (held && held.fingerprint !== fingerprint && held.stored === 'primary') return false;
    const running = this.#underWay.get(fingerprint);
    if (running) return await running;
    if (this.#wasAsked(fingerprint)) return false;
    const started = this.#invalidateOnce(fingerprint);
    this.#underWay.set(fingerprint, started);
    return await started.finally(() => this.#underWay.delete(fingerprint));
  }

  /** Whether this process is dropping that token itself, so that a notification about it is its own. */
  isUnderWay(fingerprint: string): boolean {
    return this.#underWay.has(fingerprint);
  }

  /**
   * After the API rejected a new token too: sends `HEAD /api/v2/tokens/me`. True, and fatal, if
   * that answers 401; false if only one endpoint fails, or if the result is unknown.
   */
  async confirm(accessToken: string): Promise<boolean> {
    const { clock, forcedRefreshMs } = this.#options;
    const held = this.#memory.inUse();
    // A token that worked for a while was revoked: this is the first failure, not the second.
    const isFresh = held !== undefined && ageOf(held, readClock(clock)) < forcedRefreshMs;
    if (!isFresh || held.token.accessToken !== accessToken) return false;
    if (this.#checked?.fingerprint !== held.fingerprint) {
      this.#checked = { fingerprint: held.fingerprint, answer: this.#check(accessToken) };
    }
    return await this.#checked.answer;
  }

  async #invalidateOnce(fingerprint: string): Promise<boolean> {
    const { clock } = this.#options;
    this.#lastAsked = { fingerprint, at: readClock(clock) };
    const answer = await this.#removeFromStore(fingerprint);
    if (answer === 'paused') return false;
    const held = this.#memory.inUse();
    const isOwn = held?.fingerprint === fingerprint;
    // Only this process has this token, so the limit is enforced here.
    const isUnknown = answer === undefined || (answer === 'absent' && held?.stored === 'not');
    if (isOwn && isUnknown && this.#isPaused()) return false;
    if (isOwn || answer === 'invalidated') this.#lastDrop = readClock(clock);
    return this.#memory.drop(fingerprint, 'local');
  }

  async #removeFromStore(fingerprint: string): Promise<InvalidateAnswer | undefined> {
    const { keyring, store, forcedRefreshMs: pauseMs } = this.#options;
    const names = (await keyring().catch(() => undefined))?.names;
    if (!names) return undefined;
    return await store.attempt('invalidate', (it) =>
      it.invalidate({ names, fingerprint, pauseMs }),
    );
  }

  #wasAsked(fingerprint: string): boolean {
    if (this.#lastAsked?.fingerprint !== fingerprint) return false;
    const { clock, forcedRefreshMs } = this.#options;
    const agoMs = elapsedMs(this.#lastAsked.at, readClock(clock));
    return agoMs < Math.min(ASK_AGAIN_MS, forcedRefreshMs);
  }

  #isPaused(): boolean {
    const { clock, forcedRefreshMs } = this.#options;
    return (
      this.#lastDrop !== undefined && elapsedMs(this.#lastDrop, readClock(clock)) < forcedRefreshMs
    );
  }

  async #check(accessToken: string): Promise<boolean> {
    const status = await askTokensMe(this.#options, accessToken);
    if (status === undefined) this.#checked = undefined;
    if (status !== 401) return false;
    await this.#options.fatal.report(new TokenRejectedError());
    return true;
  }
}

/** The status of `HEAD /api/v2/tokens/me`, or `undefined` without an answer. */
async function askTokensMe(
  { clock, send, api, deadlineMs }: RejectionOptions,
  accessToken: string,
): Promise<number | undefined> {
  using deadline = deadlineSignal(clock, deadlineMs, new AbortController().signal);
  try {
    const { status } = await send({
      method: 'HEAD',
      url: `${api}/api/v2/tokens/me`,
      headers: { authorization: `Bearer ${accessToken}` },
      signal: deadline.signal,
    });
    return status;
  } catch {
    return undefined;
  }
}
