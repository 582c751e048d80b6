import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import { HeldResponse } from './held-response.ts';
import type { TokenProvider } from './provider.ts';

type Controller = Dispatcher.DispatchController;
type Handler = Dispatcher.DispatchHandler;

/** One request with its token, and its one repetition after a 401. */
export class AuthHandler implements Handler {
  readonly #provider: TokenProvider;
  readonly #dispatch: Dispatcher.Dispatch;
  readonly #options: Dispatcher.DispatchOptions;
  readonly #handler: Handler;
  #token = '';
  #isRepeated = false;
  /** The 401 that waits for the decision whether the request is repeated. */
  #held: HeldResponse | undefined;

  constructor(
    provider: TokenProvider,
    dispatch: Dispatcher.Dispatch,
    options: Dispatcher.DispatchOptions,
    handler: Handler,
  ) {
    this.#provider = provider;
    this.#dispatch = dispatch;
    this.#options = options;
    this.#handler = handler;
  }

  send(token: string): boolean {
    this.#token = token;
    const headers = authorise(this.#options.headers, token);
    return this.#dispatch({ ...this.#options, headers }, this);
  }

  onRequestStart(controller: Controller, context: unknown): void {
    this.#handler.onRequestStart?.(controller, context);
  }

  onRequestUpgrade(
    controller: Controller,
    statusCode: number,
    headers: IncomingHttpHeaders,
    socket: Duplex,
  ): void {
    this.#handler.onRequestUpgrade?.(controller, statusCode, headers, socket);
  }

  onResponseStart(
    controller: Controller,
    statusCode: number,
    headers: IncomingHttpHeaders,
    statusMessage?: string,
  ): void {
    if (statusCode !== 401) {
      this.#handler.onResponseStart?.(controller, statusCode, headers, statusMessage);
    } else if (this.#isRepeated || !isReplayable(this.#options.body)) {
      this.#reportInBackground();
      this.#handler.onResponseStart?.(controller, statusCode, headers, statusMessage);
    } else {
      this.#held = new HeldResponse(this.#handler, controller, headers, statusMessage);
      void this.#decide(this.#held);
    }
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.#held) this.#held.onData(chunk);
    else this.#handler.onResponseData?.(controller, chunk);
  }

  onResponseEnd(controller: Controller, trailers: IncomingHttpHeaders): void {
    if (this.#held) this.#held.onEnd(trailers);
    else this.#handler.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Controller, error: Error): void {
    if (this.#held) this.#held.onError(error);
    else this.#handler.onResponseError?.(controller, error);
  }

  onResponseStarted(): void {
    this.#handler.onResponseStarted?.();
  }

  onBodySent(chunk: Buffer): void {
    this.#handler.onBodySent?.(chunk);
  }

  onRequestSent(): void {
    this.#handler.onRequestSent?.();
  }

  /** Repeats the request if there is another token by now; else the caller gets the 401. */
  async #decide(held: HeldResponse): Promise<void> {
    const refused = this.#token;
    try {
      await this.#provider.invalidate(refused);
      const token = await this.#provider.getAccessToken();
      if (token === refused) return held.forward();
      held.discard(() => {
        this.#held = undefined;
        this.#isRepeated = true;
        this.send(token);
      });
    } catch (error) {
      held.fail(error as Error);
    }
  }

  /** The caller has the 401; what it means for the token is found out meanwhile. */
  #reportInBackground(): void {
    const report = this.#isRepeated
      ? this.#provider.confirmRejection(this.#token)
      : this.#provider.invalidate(this.#token);
    report.catch(() => undefined); // said by the provider's events
  }
}

/** Streams and iterators are consumed by the first attempt. */
function isReplayable(body: Dispatcher.DispatchOptions['body']): boolean {
  return (
    body === undefined || body === null || typeof body === 'string' || ArrayBuffer.isView(body)
  );
}

type Headers = NonNullable<Dispatcher.DispatchOptions['headers']>;

/** Adds the header, in place of any other `Authorization`. */
function authorise(headers: Headers | null | undefined, token: string): Headers {
  const flat: string[] = ['authorization', `Bearer ${token}`];
  for (const [name, value] of pairsOf(headers)) {
    if (name.toLowerCase() === 'authorization' || value === undefined) continue;
    for (const single of Array.isArray(value) ? value : [value]) flat.push(name, single);
  }
  return flat;
}

type Pair = readonly [string, string | readonly string[] | undefined];

function pairsOf(headers: Headers | null | undefined): Iterable<Pair> {
  if (!headers) return [];
  if (Array.isArray(headers)) return flatPairs(headers);
  return Symbol.iterator in headers
    ? (headers as Iterable<Pair>)
    : (Object.entries(headers) as Pair[]);
}

function* flatPairs(headers: readonly string[]): Generator<Pair> {
  for (let index = 0; index < headers.length; index += 2) {
    yield [String(headers[index]), String(headers[index + 1])];
  }
}
