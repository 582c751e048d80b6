/** Times are ms of virtual time since the start of the run. */

/** One request for a token, as the login saw it. */
export interface TokenRequest {
  readonly at: number;
  readonly outcome: 'issued' | 'throttled' | 'failed';
}

/** A token from the request that it answers to its end. */
export interface TokenLife {
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** When it becomes due for a refresh, as its publisher decided. */
  dueAt: number | undefined;
  /** When a process was last seen to hold it. */
  lastSeenAt: number | undefined;
  revokedAt: number | undefined;
  /** Issued while its predecessor was still young (`earlyDuplicates` of the mock). */
  readonly isEarly: boolean;
}

/** A token is a duplicate while the one before has lived less than this part of its life. */
const FRESH_FRACTION = 0.4;

/** The statistics of the fake login: requests and issued tokens. */
export class TokenJournal {
  readonly requests: TokenRequest[] = [];
  readonly lives: TokenLife[] = [];
  /** Requests that came during a cool-down. */
  disobeyed = 0;
  readonly #byToken = new Map<string, TokenLife>();
  #quiet = { from: 0, until: 0 };

  request(at: number, outcome: TokenRequest['outcome']): void {
    if (at >= this.#quiet.from && at < this.#quiet.until) this.disobeyed += 1;
    this.requests.push({ at, outcome });
  }

  /** No request is allowed before `until`, once the whole fleet has received the cool-down. */
  silence(from: number, until: number): void {
    this.#quiet = { from, until };
  }

  /** Whether requests are forbidden now. */
  isSilent(at: number): boolean {
    return at < this.#quiet.until;
  }

  issue(accessToken: string, issuedAt: number, lifeMs: number): void {
    const before = this.lives.at(-1);
    const isLive = before !== undefined && before.revokedAt === undefined;
    const isEarly = isLive && issuedAt - before.issuedAt < FRESH_FRACTION * lifeMs;
    const expiresAt = issuedAt + lifeMs;
    const unknown = { dueAt: undefined, lastSeenAt: undefined, revokedAt: undefined };
    const life: TokenLife = { issuedAt, expiresAt, ...unknown, isEarly };
    this.lives.push(life);
    this.#byToken.set(accessToken, life);
  }

  lifeOf(accessToken: string): TokenLife | undefined {
    return this.#byToken.get(accessToken);
  }

  /** Whether the API takes this token. */
  accepts(accessToken: string, at: number): boolean {
    const life = this.#byToken.get(accessToken);
    return life !== undefined && life.revokedAt === undefined && at < life.expiresAt;
  }

  /** Somebody holds this token now. */
  see(accessToken: string | undefined, at: number): void {
    const life = accessToken === undefined ? undefined : this.#byToken.get(accessToken);
    if (life) life.lastSeenAt = at;
  }

  /** Every token of the client is invalid from now on. */
  revokeAll(at: number): void {
    for (const life of this.#byToken.values()) {
      if (at < life.expiresAt) life.revokedAt ??= at;
    }
  }

  get duplicates(): number {
    return this.lives.filter(({ isEarly }) => isEarly).length;
  }
}
