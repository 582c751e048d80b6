import type { Clock, Send, SendRequest, SendResponse } from '@onetoken/auth';
import { errorReply, FakeLogin } from '@onetoken/auth/testing';
import type { TokenJournal } from './journal.ts';

/** How the login says "too many": as the guide says, or as Genesys Cloud does. */
export type ThrottleForm = '429' | '400';

const MINUTE_MS = 60_000;
const LATENCY_MS = 150;
/** Until then the whole fleet has heard of a throttled request. */
const HEARD_AFTER_MS = 1_000;
/** A 400 names no time; clients of Genesys Cloud wait for a minute, plus or minus a tenth. */
const UNNAMED_SILENCE_MS = 54_000;

/** A login that counts, and limits each minute: the model of the mock, in virtual time. */
export class LimitedLogin {
  readonly #clock: Clock & { monotonic(): number };
  readonly #journal: TokenJournal;
  readonly #fake: FakeLogin;
  readonly #limit: number;
  #minute = { begin: 0, requests: 0 };
  /** Throttles everybody, whatever the minute has seen. */
  throttling: { readonly form: ThrottleForm; readonly retryAfterS: number } | undefined;

  constructor(
    clock: Clock & { monotonic(): number },
    journal: TokenJournal,
    options: { readonly lifeS: number; readonly limit: number },
  ) {
    this.#clock = clock;
    this.#journal = journal;
    this.#limit = options.limit;
    this.#fake = new FakeLogin(clock);
    this.#fake.lifeS = options.lifeS;
    this.#fake.latencyMs = LATENCY_MS;
  }

  /** Answers every token request like this until changed; undefined for tokens. */
  set always(reply: FakeLogin['always']) {
    this.#fake.always = reply;
  }

  readonly send: Send = async (request) => {
    if (request.method === 'HEAD') return this.#tokensMe(request);
    const at = this.#clock.monotonic();
    const throttled = this.#throttle(at);
    if (throttled) {
      this.#journal.request(at, 'throttled');
      await this.#clock.sleep(LATENCY_MS, request.signal);
      return throttled;
    }
    return await this.#ask(request, at);
  };

  async #ask(request: SendRequest, at: number): Promise<SendResponse> {
    this.#journal.request(at, this.#fake.always === undefined ? 'issued' : 'failed');
    const answer = await this.#fake.send(request);
    if (answer.status === 200) {
      const { access_token: token, expires_in: lifeS } = JSON.parse(answer.body);
      this.#journal.issue(token, this.#clock.monotonic(), lifeS * 1_000);
    }
    return answer;
  }

  #throttle(at: number): SendResponse | undefined {
    const begin = at - (at % MINUTE_MS);
    if (begin !== this.#minute.begin) this.#minute = { begin, requests: 0 };
    this.#minute.requests += 1;
    if (this.throttling) {
      const { form, retryAfterS } = this.throttling;
      const silenceMs = form === '429' ? retryAfterS * 1_000 : UNNAMED_SILENCE_MS;
      this.#journal.silence(at + HEARD_AFTER_MS, at + silenceMs);
      return throttledReply(form, retryAfterS);
    }
    if (this.#minute.requests <= this.#limit) return undefined;
    return throttledReply('429', Math.ceil((begin + MINUTE_MS - at) / 1_000));
  }

  #tokensMe({ headers }: SendRequest): SendResponse {
    const token = headers['authorization']?.replace('Bearer ', '') ?? '';
    const isAccepted = this.#journal.accepts(token, this.#clock.monotonic());
    return { status: isAccepted ? 200 : 401, headers: {}, body: '' };
  }
}

function throttledReply(form: ThrottleForm, retryAfterS: number): SendResponse {
  const description = 'rate limit exceeded; try again later';
  return form === '429'
    ? errorReply(429, 'rate_limited', description, { 'retry-after': String(retryAfterS) })
    : errorReply(400, 'invalid_request', description);
}
