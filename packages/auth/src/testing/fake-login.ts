import type { Clock } from '../ports/clock.ts';
import { type Send, SendError, type SendRequest, type SendResponse } from '../ports/send.ts';

/** A response; a network failure with its reason, such as `ECONNRESET`; or no response at all. */
export type FakeReply = SendResponse | { readonly fails: string } | 'hangs';

/** A request to the fake login. */
export interface SentRequest {
  /** By the clock of the login, in ms since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly secret: string;
}

/**
 * A login, and `HEAD /api/v2/tokens/me` of an API, behind the `send` port: no socket, no time but
 * the clock's. It records every request and answers as configured; by default it issues visibly
 * fake tokens, a new one each time. Give its `send` and the same `clock` to the provider:
 *
 *     const clock = new VirtualClock();
 *     const login = new FakeLogin(clock);
 *     const provider = createTokenProvider({ ...options, clock, send: login.send });
 *
 * For a login over HTTP that also counts and limits, take a mock server.
 */
export class FakeLogin {
  readonly requests: SentRequest[] = [];
  readonly #clock: Clock;
  readonly #next: FakeReply[] = [];
  /** Secrets that are accepted; all if undefined. */
  accepts: ReadonlySet<string> | undefined;
  /** Life of its tokens in seconds. */
  lifeS = 86_400;
  /** How long an answer takes, in ms. */
  latencyMs = 0;
  /** How far the login's clock is ahead of the fleet's, in ms. */
  aheadMs = 0;
  /** Status that answers `HEAD /api/v2/tokens/me`. */
  tokensMe = 200;
  /** Answers every token request until changed; undefined for tokens. */
  always: FakeReply | undefined;
  #issued = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers the next token requests like this, in order. */
  reply(...replies: FakeReply[]): void {
    this.#next.push(...replies);
  }

  /** The requests for tokens, oldest first. */
  get tokenRequests(): SentRequest[] {
    return this.requests.filter(({ method }) => method === 'POST');
  }

  /** The port; may be passed around without its object. */
  readonly send: Send = async (request) => {
    const basic = request.headers['authorization']?.replace('Basic ', '') ?? '';
    const [, secret = ''] = Buffer.from(basic, 'base64').toString().split(':');
    const { method, url, signal } = request;
    this.requests.push({ at: this.#clock.now(), method, url, secret });
    if (this.latencyMs > 0) await this.#clock.sleep(this.latencyMs, signal);
    if (method === 'HEAD') return { status: this.tokensMe, headers: {}, body: '' };
    return await this.#answer(this.#next.shift() ?? this.always, secret, request);
  };

  async #answer(
    reply: FakeReply | undefined,
    secret: string,
    { signal }: SendRequest,
  ): Promise<SendResponse> {
    if (reply === 'hangs') {
      await this.#clock.sleep(1e9, signal);
      throw new SendError('never');
    }
    if (reply && 'fails' in reply) throw new SendError(reply.fails);
    if (reply) return reply;
    if (this.accepts && !this.accepts.has(secret)) return INVALID_CLIENT;
    this.#issued += 1;
    const date = new Date(this.#clock.now() + this.aheadMs).toUTCString();
    return tokenReply(`visibly-fake-token-${this.#issued}`, this.lifeS, { date });
  }
}

/** A token as the login of Genesys Cloud issues it. `lifeS` in seconds. */
export function tokenReply(
  accessToken: string,
  lifeS: number,
  headers: SendResponse['headers'] = {},
): SendResponse {
  const body = { access_token: accessToken, token_type: 'bearer', expires_in: lifeS };
  return { status: 200, headers, body: JSON.stringify(body) };
}

/** A refusal in the form of Genesys Cloud, which gives the description twice. */
export function errorReply(
  status: number,
  error: string,
  description: string,
  headers: SendResponse['headers'] = {},
): SendResponse {
  const body = { error, description, error_description: description };
  return { status, headers, body: JSON.stringify(body) };
}

/** A wrong id or secret, or the wrong region. */
export const INVALID_CLIENT: SendResponse = errorReply(
  401,
  'invalid_client',
  'authentication failed',
);
/** How Genesys Cloud throttles: with a 400. */
export const THROTTLED_400: SendResponse = errorReply(
  400,
  'invalid_request',
  'rate limit exceeded; try again later',
);
/** A login that fails on its side. */
export const UNAVAILABLE: SendResponse = { status: 503, headers: {}, body: '' };
