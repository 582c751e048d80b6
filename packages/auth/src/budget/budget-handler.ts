import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import { parseRetryAfter } from '../retry-after.ts';
import type { ApiBudget } from './api-budget.ts';

type Controller = Dispatcher.DispatchController;
type Handler = Dispatcher.DispatchHandler;

/** What Genesys's own clients wait after a 429 without `Retry-After`. */
const DEFAULT_PAUSE_MS = 3_000;

/** Hands everything on, and tells the budget of a 429. */
export class BudgetHandler implements Handler {
  readonly #handler: Handler;
  readonly #budget: ApiBudget;

  constructor(handler: Handler, budget: ApiBudget) {
    this.#handler = handler;
    this.#budget = budget;
  }

  onResponseStart(
    controller: Controller,
    statusCode: number,
    headers: IncomingHttpHeaders,
    statusMessage?: string,
  ): void {
    if (statusCode === 429) this.#budget.pause(pauseOf(headers));
    this.#handler.onResponseStart?.(controller, statusCode, headers, statusMessage);
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

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#handler.onResponseData?.(controller, chunk);
  }

  onResponseEnd(controller: Controller, trailers: IncomingHttpHeaders): void {
    this.#handler.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Controller, error: Error): void {
    this.#handler.onResponseError?.(controller, error);
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
}

function pauseOf(headers: IncomingHttpHeaders): number {
  // Twice the same header makes an array of it, whatever the type says.
  const [retryAfter] = [headers['retry-after']].flat();
  const retryAfterMs = parseRetryAfter(retryAfter, headers.date, Date.now());
  return retryAfterMs ?? DEFAULT_PAUSE_MS;
}
