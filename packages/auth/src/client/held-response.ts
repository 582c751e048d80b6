import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** If a discarded body is longer than this, the connection is closed and the rest is not read. */
const MAX_DISCARD_BYTES = 64 * 1024;

/**
 * A 401 whose headers have arrived, before it is decided whether the caller gets it. The connection
 * is paused, but data on its way may still arrive, even the end.
 */
export class HeldResponse {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #controller: Dispatcher.DispatchController;
  readonly #headers: IncomingHttpHeaders;
  readonly #statusMessage: string | undefined;
  #chunks: Buffer[] = [];
  #trailers: IncomingHttpHeaders | undefined;
  #discarded = 0;
  #state: 'undecided' | 'forwarded' | 'discarded' | 'failed' = 'undecided';
  #onDiscarded: () => void = () => undefined;

  constructor(
    handler: Dispatcher.DispatchHandler,
    controller: Dispatcher.DispatchController,
    headers: IncomingHttpHeaders,
    statusMessage: string | undefined,
  ) {
    this.#handler = handler;
    this.#controller = controller;
    this.#headers = headers;
    this.#statusMessage = statusMessage;
    controller.pause();
  }

  /** Passes the response to the caller. */
  forward(): void {
    if (this.#state !== 'undecided') return;
    this.#state = 'forwarded';
    this.#handler.onResponseStart?.(this.#controller, 401, this.#headers, this.#statusMessage);
    this.#controller.resume();
    for (const chunk of this.#chunks) this.#handler.onResponseData?.(this.#controller, chunk);
    if (this.#trailers) this.#handler.onResponseEnd?.(this.#controller, this.#trailers);
    this.#chunks = [];
  }

  /** Discards the response; calls back when the connection is free. */
  discard(onDiscarded: () => void): void {
    if (this.#state !== 'undecided') return;
    this.#state = 'discarded';
    this.#onDiscarded = onDiscarded;
    this.#chunks = [];
    if (this.#trailers) onDiscarded();
    else this.#controller.resume();
  }

  /** Passes an error to the caller instead. */
  fail(error: Error): void {
    if (this.#state !== 'undecided') return;
    this.#state = 'failed';
    this.#handler.onResponseError?.(this.#controller, error);
    if (!this.#trailers) this.#controller.abort(error);
  }

  onData(chunk: Buffer): void {
    if (this.#state === 'undecided') this.#chunks.push(chunk);
    if (this.#state === 'forwarded') this.#handler.onResponseData?.(this.#controller, chunk);
    if (this.#state !== 'discarded') return;
    this.#discarded += chunk.length;
    if (this.#discarded > MAX_DISCARD_BYTES) this.#controller.abort(new Error('Discarded'));
  }

  onEnd(trailers: IncomingHttpHeaders): void {
    if (this.#state === 'undecided') this.#trailers = trailers;
    if (this.#state === 'forwarded') this.#handler.onResponseEnd?.(this.#controller, trailers);
    if (this.#state === 'discarded') this.#onDiscarded();
  }

  onError(error: Error): void {
    if (this.#state === 'failed') return;
    if (this.#state === 'discarded') {
      this.#onDiscarded();
      return;
    }
    // The caller aborted, or the connection closed: nothing remains to be decided.
    this.#state = 'failed';
    this.#handler.onResponseError?.(this.#controller, error);
  }
}
