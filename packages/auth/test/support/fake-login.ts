import type { Clock } from '../../src/clock.ts';
import { type Send, SendError, type SendRequest, type SendResponse } from '../../src/send.ts';

type Reply = SendResponse | { readonly fails: string } | 'hangs';

export interface SentRequest {
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly secret: string;
}

/** A login and an API behind the `send` port: tells every request, answers as it is told. */
export class FakeLogin {
  readonly requests: SentRequest[] = [];
  readonly #clock: Clock;
  readonly #next: Reply[] = [];
  /** Secrets that the login accepts; all if undefined. */
  accepts: ReadonlySet<string> | undefined;
  lifeS = 86_400;
  /** How long an answer takes. */
  latencyMs = 0;
  /** What the login's clock is ahead of the fleet's. */
  aheadMs = 0;
  /** Answer of `HEAD /api/v2/tokens/me`. */
  tokensMe = 200;
  /** Answers every token request until changed; undefined for tokens. */
  always: Reply | undefined;
  #issued = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Answers the next token requests like this. */
  reply(...replies: Reply[]): void {
    this.#next.push(...replies);
  }

  get tokenRequests(): SentRequest[] {
    return this.requests.filter(({ method }) => method === 'POST');
  }

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
    reply: Reply | undefined,
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

export function tokenReply(
  accessToken: string,
  lifeS: number,
  headers: SendResponse['headers'] = {},
): SendResponse {
  const body = { access_token: accessToken, token_type: 'bearer', expires_in: lifeS };
  return { status: 200, headers, body: JSON.stringify(body) };
}

export function errorReply(
  status: number,
  error: string,
  description: string,
  headers: SendResponse['headers'] = {},
): SendResponse {
  const body = { error, description, error_description: description };
  return { status, headers, body: JSON.stringify(body) };
}

export const INVALID_CLIENT: SendResponse = errorReply(
  401,
  'invalid_client',
  'authentication failed',
);
export const THROTTLED_400: SendResponse = errorReply(
  400,
  'invalid_request',
  'rate limit exceeded; try again later',
);
export const UNAVAILABLE: SendResponse = { status: 503, headers: {}, body: '' };
