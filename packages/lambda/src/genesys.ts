import { authInterceptor, type TokenProvider } from '@onetoken/auth';
import { Agent, type Dispatcher, interceptors, request } from 'undici';

/** The API of Genesys Cloud, with the fleet's token. */
export interface Genesys {
  /**
   * Sends a query as JSON and returns the answer. Queries change nothing, so one whose connection
   * turns out to be dead is sent again.
   * @throws GenesysError when the API answers with anything but success
   */
  query(path: string, body: unknown): Promise<unknown>;
}

/** The API's own words about what went wrong. */
export class GenesysError extends Error {
  override name = 'GenesysError' as const;
  readonly status: number;
  /** To find the call in the logs of Genesys. */
  readonly correlationId: string | undefined;

  constructor(path: string, status: number, correlationId: string | undefined) {
    super(`${path} answered ${status}${correlationId ? ` (correlation id ${correlationId})` : ''}`);
    this.status = status;
    this.correlationId = correlationId;
  }
}

export function genesysApi(provider: TokenProvider): Genesys {
  const dispatcher = new Agent().compose(oneMoreConnection, authInterceptor(provider));
  return {
    async query(path, body) {
      const {
        statusCode,
        headers,
        body: answer,
      } = await request(`${provider.endpoints.api}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        dispatcher,
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      });
      if (statusCode === 200) return await answer.json();
      await answer.dump();
      throw new GenesysError(
        path,
        statusCode,
        String(headers['inin-correlation-id'] ?? '') || undefined,
      );
    },
  };
}

/** While a function is frozen its connections die unnoticed: the first call may meet such a one. */
const oneMoreConnection: Dispatcher.DispatcherComposeInterceptor = interceptors.retry({
  methods: ['POST'],
  maxRetries: 2,
  minTimeout: 0,
  statusCodes: [],
  errorCodes: ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'],
});
