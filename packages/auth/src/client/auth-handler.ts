import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { TokenProvider } from '../ports/provider.ts';
import { authorise } from './headers.ts';
import { HeldResponse } from './held-response.ts';
import { PassingHandler } from './passing-handler.ts';
import { isReplayable } from './replayable.ts';

type Controller = Dispatcher.DispatchController;

/** One request with its token, and its one repetition after a 401. */
export class AuthHandler extends PassingHandler {
  readonly #provider: TokenProvider;
  readonly #dispatch: Dispatcher.Dispatch;
  readonly #options: Dispatcher.DispatchOptions;
  #token = '';
  #isRepeated = false;
  /** The 401 that waits for the decision whether the request is repeated. */
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
    if (statusCode === 401 && !this.#isRepeated && isReplayable(this.#options.body)) {
      this.#held = new HeldResponse(this.handler, controller, headers, statusMessage);
      void this.#decide(this.#held);
      return;
    }
    if (statusCode === 401) this.#report();
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

  /** Repeats the request if there is another token by now; else the caller gets the 401. */
  async #decide(held: HeldResponse): Promise<void> {
    const refused = this.#token;
    try {
      await this.#provider.invalidate(refused);
      const token = await this.#provider.getAccessToken();
      if (token === refused) {
        held.forward();
        return this.#confirm();
      }
      held.discard(() => {
        this.#held = undefined;
        this.#isRepeated = true;
        this.send(token);
      });
    } catch (error) {
      held.fail(error as Error);
    }
  }

  /** The caller has the 401; what it means for the token is found out meanwhile, and said by the provider's events. */
  #report(): void {
    if (this.#isRepeated) this.#confirm();
    else this.#provider.invalidate(this.#token).then(() => this.#confirm(), nobodyWaits);
  }

  #confirm(): void {
    this.#provider.confirmRejection(this.#token).catch(nobodyWaits);
  }
}

const nobodyWaits = (): void => undefined;
