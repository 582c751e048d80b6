import { authInterceptor, type TokenProvider } from '@onetoken/auth';
import { Agent, type Dispatcher, interceptors, request } from 'undici';

/** The API of Genesys Cloud, with the fleet's token. */
export interface Genesys {
  /**
   * Sends a query as JSON and returns the response. Queries change nothing, so a query on a
   * dead connection is sent again.
   * @throws GenesysError when the API answers with an error
   */
  query(path: string, body: unknown): Promise<unknown>;
}

/** The API's error message. */
export class GenesysError extends Error {
  override name = 'GenesysError' as const;
  readonly status: number;
  /** Identifies the call in the logs of Genesys. */
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

/** Connections die unnoticed while a function is frozen, so the first call may use a dead one. */
const oneMoreConnection: Dispatcher.DispatcherComposeInterceptor = interceptors.retry({
  methods: ['POST'],
  maxRetries: 2,
  minTimeout: 0,
  statusCodes: [],
  errorCodes: ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'],
});
