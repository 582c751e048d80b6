import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { ForeignOriginError } from '../errors/index.ts';
import type { TokenProvider } from '../ports/provider.ts';
import { HeldResponse } from './held-response.ts';
import { fail, PassingHandler, signalOf } from './passing-handler.ts';
import { authorise, isReplayable } from './request.ts';
import { replaceRefused, reportRefused } from './unauthorised.ts';

type Controller = Dispatcher.DispatchController;

/**
 * An undici interceptor that authorises every request: `new Agent().compose(authInterceptor(provider))`.
 * On a 401 it drops that token and repeats the request once with a new one, unless its body is a
 * stream or an iterator. Requests to any other origin than the API's fail with `ERR_FOREIGN_ORIGIN`.
 */
export function authInterceptor(provider: TokenProvider): Dispatcher.DispatcherComposeInterceptor {
  const home = new URL(provider.endpoints.api).origin;
  return (dispatch) =>
    function authorised(options, handler) {
      // Most requests have exactly this origin, and need no parsing.
      if (options.origin !== home) {
        const origin = originOf(options.origin);
        if (origin !== home) return fail(handler, new ForeignOriginError(origin, home));
      }
      const exchange = new Exchange(provider, dispatch, options, handler);
      const token = provider.peek();
      if (token !== undefined) return exchange.send(token);
      const signal = signalOf(options);
      provider
        .getAccessToken(signal && { signal })
        .then((fetched) => exchange.send(fetched))
        .catch((error: Error) => fail(handler, error));
      return true;
    };
}

function originOf(origin: string | URL | undefined): string {
  if (typeof origin === 'string' && !URL.canParse(origin)) return origin;
  return origin === undefined ? 'an unknown origin' : new URL(origin).origin;
}

/** One request with its token, and its one retry after a 401. */
class Exchange extends PassingHandler {
  readonly #provider: TokenProvider;
  readonly #dispatch: Dispatcher.Dispatch;
  readonly #options: Dispatcher.DispatchOptions;
  #token = '';
  #isRepeated = false;
  /** The 401 that is held until it is decided whether the request is repeated. */
  #held: HeldResponse | undefined;

  constructor(
    provider: TokenProvider,
    dispatch: Dispatcher.Dispatch,
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ) {
    super(handler);
    this.#provider = provider;
    this.#dispatch = dispatch;
    this.#options = options;
  }

  send(token: string): boolean {
    this.#token = token;
    const headers = authorise(this.#options.headers, token);
    return this.#dispatch({ ...this.#options, headers }, this);
  }

  override onResponseStart(
    controller: Controller,
    statusCode: number,
    headers: IncomingHttpHeaders,
    statusMessage?: string,
  ): void {
    if (statusCode === 401 && !this.#isRepeated) {
      this.#held = new HeldResponse(this.handler, controller, headers, statusMessage);
      void this.#decide(this.#held);
      return;
    }
    if (statusCode === 401) reportRefused(this.#provider, this.#token);
    super.onResponseStart(controller, statusCode, headers, statusMessage);
  }

  override onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.#held) this.#held.onData(chunk);
    else super.onResponseData(controller, chunk);
  }

  override onResponseEnd(controller: Controller, trailers: IncomingHttpHeaders): void {
    if (this.#held) this.#held.onEnd(trailers);
    else super.onResponseEnd(controller, trailers);
  }

  override onResponseError(controller: Controller, error: Error): void {
    if (this.#held) this.#held.onError(error);
    else super.onResponseError(controller, error);
  }

  /** Repeats the request if there is a new token; otherwise the caller gets the 401. */
  async #decide(held: HeldResponse): Promise<void> {
    const isRepeatable = isReplayable(this.#options.body);
    const signal = signalOf(this.#options);
    try {
      const token = await replaceRefused(this.#provider, this.#token, { signal, isRepeatable });
      if (token === undefined) return held.forward();
      held.discard(() => {
        this.#held = undefined;
        this.#isRepeated = true;
        this.send(token);
      });
    } catch (error) {
      held.fail(error as Error);
    }
  }
}
