import { ClosedError } from '../errors/index.ts';
import type { TokenProvider, TokenRequest } from '../ports/provider.ts';
import { type Endpoints, resolveEndpoints } from '../values/endpoints.ts';
import type { Token } from '../values/token.ts';

export interface StaticTokenProviderOptions {
  /** @default 'visibly-fake-token' */
  readonly accessToken?: string | undefined;
  /**
   * Where requests go: a server of the test.
   * @default names below `.invalid` (RFC 2606), so that a test never calls a real API by mistake
   */
  readonly endpoints?: Endpoints | undefined;
}

export interface StaticTokenProvider extends TokenProvider {
  /** The tokens that `invalidate` was called with, oldest first. */
  readonly invalidated: readonly string[];
}

const NOWHERE: Endpoints = { login: 'https://login.invalid', api: 'https://api.invalid' };
const FOREVER = Number.MAX_SAFE_INTEGER;

/**
 * A provider for the tests of a service. It always returns the same token and sends no request. It
 * records what is invalidated, but has no newer token; it confirms no rejection and emits no event.
 * @throws {TypeError} when `endpoints` are not usable
 */
export function staticTokenProvider(options: StaticTokenProviderOptions = {}): StaticTokenProvider {
  const { accessToken = 'visibly-fake-token', endpoints = NOWHERE } = options;
  const times = { issuedAt: 0, refreshAt: FOREVER, expiresAt: FOREVER };
  const token: Token = Object.freeze({ accessToken, ...times, generation: 1 });
  const invalidated: string[] = [];
  let isClosed = false;

  const getToken = async ({ signal }: TokenRequest = {}): Promise<Token> => {
    signal?.throwIfAborted();
    if (isClosed) throw new ClosedError();
    return token;
  };
  const close = async (): Promise<void> => {
    isClosed = true;
  };
  return {
    scope: 'static',
    endpoints: resolveEndpoints({ endpoints, allowInsecureHttp: true }),
    invalidated,
    getToken,
    getAccessToken: async (request) => (await getToken(request)).accessToken,
    peek: () => (isClosed ? undefined : accessToken),
    invalidate: async (given) => {
      invalidated.push(typeof given === 'string' ? given : given.accessToken);
    },
    confirmRejection: async () => false,
    on: () => () => undefined,
    close,
    [Symbol.asyncDispose]: close,
  };
}
