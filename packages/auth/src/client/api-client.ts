import { Agent, type Dispatcher } from 'undici';
import type { ApiBudget } from '../budget/api-budget.ts';
import type { TokenProvider } from '../ports/provider.ts';
import { budgetInterceptor } from './budget-interceptor.ts';
import { authInterceptor } from './interceptor.ts';
import { createPathResolver } from './path.ts';

/** Calls the API of one region with the provider's token. Follows no redirects. */
export interface ApiClient extends AsyncDisposable {
  /** For use with undici's own functions, such as `fetch(url, { dispatcher })`. */
  readonly dispatcher: Dispatcher;
  /**
   * Sends one request. `path` starts with `/`, as in `/api/v2/routing/queues`. The answer is
   * undici's, whatever its status; consume its body.
   * @throws {OnetokenError} when there is no token, or the path leads out of the API
   */
  request(path: string, options?: ApiRequestOptions): Promise<Dispatcher.ResponseData>;
  /** Ends the connections, but not the provider. */
  close(): Promise<void>;
}

export type ApiRequestOptions = Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'method'> & {
  /** @default 'GET' */
  readonly method?: Dispatcher.HttpMethod | undefined;
};

export interface ApiClientOptions {
  readonly provider: TokenProvider;
  /** Keeps the fleet under the API's limit. The caller closes it. @default no limit */
  readonly budget?: ApiBudget | undefined;
  /**
   * The dispatcher of the requests, such as a `ProxyAgent`. The caller closes it.
   * @default a separate Agent
   */
  readonly dispatcher?: Dispatcher | undefined;
}

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { provider, budget, dispatcher: given } = options;
  const connections = given ?? new Agent();
  // Inside the authorisation, so that the retry after a 401 is counted, too.
  const counted = budget ? connections.compose(budgetInterceptor(budget)) : connections;
  const dispatcher = counted.compose(authInterceptor(provider));
  const resolve = createPathResolver(provider.endpoints.api);
  const close = async (): Promise<void> => {
    if (!given) await connections.close();
  };
  return {
    dispatcher,
    async request(path, options = {}) {
      const { method = 'GET' } = options;
      return await dispatcher.request({ ...options, ...resolve(path), method });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
