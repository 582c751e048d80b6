import {
  type Dispatcher,
  FormData,
  Headers,
  type RequestInfo,
  type RequestInit,
  type Response,
  fetch as undiciFetch,
} from 'undici';
import { ForeignOriginError } from '../errors/index.ts';
import type { TokenProvider } from '../ports/provider.ts';
import { createPathResolver } from './path.ts';
import { isReplayable } from './request.ts';
import { replaceRefused, reportRefused } from './unauthorised.ts';

/** `fetch` with the provider's token. The answer is a web `Response`. */
export type AuthorisedFetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

export interface AuthorisedFetchOptions {
  readonly provider: TokenProvider;
  /**
   * The dispatcher of the requests, such as a `ProxyAgent`.
   * @default undici's global dispatcher
   */
  readonly dispatcher?: Dispatcher | undefined;
}

/**
 * A `fetch` for the API of the provider's region. `input` may be a path, as in
 * `/api/v2/routing/queues`. On a 401 it drops that token and repeats the call once with a new one,
 * unless the body is a stream. It follows no redirect: the 3xx is the answer.
 * @throws {ForeignOriginError} instead of sending the token to another origin
 */
export function createFetch({ provider, dispatcher }: AuthorisedFetchOptions): AuthorisedFetch {
  const resolve = createUrlResolver(provider.endpoints.api);
  const send = (url: URL, init: RequestInit, token: string): Promise<Response> => {
    const { redirect = 'manual', body = null } = init;
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    const own = { ...(dispatcher && { dispatcher }), redirect, headers, body: withOwnForm(body) };
    return undiciFetch(url as RequestInfo, { ...init, ...own });
  };

  return async (input, init = {}) => {
    const url = resolve(input);
    if (init.redirect === 'follow') throw new TypeError("redirect must be 'manual' or 'error'");
    const wait = init.signal ? { signal: init.signal } : undefined;
    const token = await provider.getAccessToken(wait);
    const first = await send(url, init, token);
    if (first.status !== 401) return first;
    const isRepeatable = isReplayable(init.body);
    const renewed = await replaceRefused(provider, token, { ...wait, isRepeatable }).catch(
      async (error: unknown) => {
        await first.body?.cancel(); // it would keep its connection
        throw error;
      },
    );
    if (renewed === undefined) return first;
    await first.body?.cancel();
    const second = await send(url, init, renewed);
    if (second.status === 401) reportRefused(provider, renewed);
    return second;
  };
}

/** @throws {ForeignOriginError} for any other origin than the API's */
function createUrlResolver(api: string): (input: string | URL) => URL {
  const { origin: home } = new URL(api);
  const resolvePath = createPathResolver(api);
  return (input) => {
    // Two slashes begin a host.
    if (typeof input === 'string' && /^\/(?!\/)/.test(input)) {
      const { origin, path } = resolvePath(input);
      return new URL(origin + path);
    }
    const url = new URL(input, `${api}/`);
    if (url.origin !== home) throw new ForeignOriginError(url.origin, home);
    return url;
  };
}

/** undici knows its own FormData only, and would send Node's as the text "[object FormData]". */
function withOwnForm(body: NonNullable<RequestInit['body']> | null) {
  const given: unknown = body;
  if (!(given instanceof globalThis.FormData)) return body;
  const form = new FormData();
  for (const [name, value] of given) form.append(name, value);
  return form;
}
