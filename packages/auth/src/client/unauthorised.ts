import type { TokenProvider } from '../ports/provider.ts';
import { orAborted } from '../ports/waiting.ts';

export interface RefusedCall {
  /** Ends the wait of this caller; the work for other callers continues. */
  readonly signal?: AbortSignal | undefined;
  /** False for a body that the first attempt has consumed, such as a stream. @default true */
  readonly isRepeatable?: boolean | undefined;
}

/**
 * What a 401 of the API means, for any HTTP client: drops this token in the whole fleet, and returns
 * the one to repeat the call with. The adapters of this package are built on it.
 *
 *     const first = await send(token);
 *     if (first.status !== 401) return first;
 *     const replacement = await replaceRefused(provider, token, { signal });
 *     if (replacement === undefined) return first;
 *     const second = await send(replacement);
 *     if (second.status === 401) reportRefused(provider, replacement);
 *     return second;
 *
 * Returns `undefined` if the call is not to be repeated: give the 401 to the caller. That is so for a
 * call that is not repeatable (its next call gets another token), and when the fleet replaced the
 * token less than `forcedRefreshMs` ago: an API that refuses every token must not cause a storm of
 * token requests. The provider then checks in the background whether the client is out of service,
 * and reports that by `onFatal` and the event `fatal`; the caller does not wait for it.
 * @throws {OnetokenError} when there is no other token
 * @throws the reason of `signal` as soon as that aborts
 */
export async function replaceRefused(
  provider: TokenProvider,
  token: string,
  { signal, isRepeatable = true }: RefusedCall = {},
): Promise<string | undefined> {
  await orAborted(provider.invalidate(token), signal);
  const current = isRepeatable ? await provider.getAccessToken(signal && { signal }) : token;
  if (current !== token) return current;
  reportRefused(provider, token);
  return undefined;
}

/**
 * For a 401 to the repetition: checks in the background whether the API refuses the replacement
 * everywhere. If so, the client is out of service: the provider calls `onFatal` and emits `fatal`.
 */
export function reportRefused(provider: TokenProvider, replacement: string): void {
  provider.confirmRejection(replacement).catch(() => undefined); // it reports by events alone
}
