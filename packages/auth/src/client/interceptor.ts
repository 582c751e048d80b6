import type { Dispatcher } from 'undici';
import { ForeignOriginError } from '../errors/index.ts';
import type { TokenProvider } from '../ports/provider.ts';
import { AuthHandler } from './auth-handler.ts';

/**
 * An undici interceptor that authorises every request: `new Agent().compose(authInterceptor(provider))`.
 * On a 401 it drops that token and repeats the request once with a new one, unless its body is a
 * stream or an iterator. Requests to any other origin than the API's fail with `ERR_FOREIGN_ORIGIN`.
 */
export function authInterceptor(provider: TokenProvider): Dispatcher.DispatcherComposeInterceptor {
  const home = new URL(provider.endpoints.api).origin;
  return (dispatch) =>
    function authorised(options, handler) {
      // Most requests name the origin as it stands here, and need no parsing.
      if (options.origin !== home) {
        const origin = originOf(options.origin);
        if (origin !== home) return fail(handler, new ForeignOriginError(origin, home));
      }
      const exchange = new AuthHandler(provider, dispatch, options, handler);
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

/** `request()` passes its signal through to interceptors; others, such as `fetch`, have none. */
export function signalOf(options: Dispatcher.DispatchOptions): AbortSignal | undefined {
  const signal = 'signal' in options ? options.signal : undefined;
  return signal instanceof AbortSignal ? signal : undefined;
}

/** Nothing was sent, so there is no controller; undici's own interceptors pass null then. */
export function fail(handler: Dispatcher.DispatchHandler, error: Error): true {
  handler.onResponseError?.(null as unknown as Dispatcher.DispatchController, error);
  return true;
}
