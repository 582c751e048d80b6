import type { Dispatcher } from 'undici';
import type { TokenJournal } from './journal.ts';

/** An API that answers at once: 200 to a token that the login would vouch for, else 401. */
export function apiOf(journal: TokenJournal, now: () => number): Dispatcher.Dispatch {
  return ({ headers }, handler) => {
    const status = journal.accepts(bearerOf(headers), now()) ? 200 : 401;
    handler.onRequestStart?.(CONTROLLER, {});
    handler.onResponseStart?.(CONTROLLER, status, {});
    handler.onResponseEnd?.(CONTROLLER, {});
    return true;
  };
}

/** An answer that is complete at once has nothing to pause and nothing to break off. */
const CONTROLLER: Dispatcher.DispatchController = {
  aborted: false,
  paused: false,
  reason: null,
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
};

/** The interceptor of `@onetoken/auth` puts its header first, as a flat list. */
function bearerOf(headers: Dispatcher.DispatchOptions['headers']): string {
  const value = Array.isArray(headers) ? String(headers[1]) : '';
  return value.replace('Bearer ', '');
}
