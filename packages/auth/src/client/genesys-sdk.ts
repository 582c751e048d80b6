import type { TokenProvider } from '../ports/provider.ts';
import { replaceRefused, reportRefused } from './unauthorised.ts';

/** The part of the official SDK's `ApiClient` that is used (npm `purecloud-platform-client-v2`). */
export interface GenesysSdkClient {
  setAccessToken(token: string): void;
}

export interface GenesysSdkConnection extends Disposable {
  /**
   * Runs a call of the SDK with the current token; on a 401 once more with a new one. The SDK
   * itself neither renews a token nor handles the 401 of this grant.
   */
  call<T>(run: () => Promise<T>): Promise<T>;
}

/**
 * Keeps the `accessToken` of an official SDK client current. Point the client at the provider's
 * region yourself (`setEnvironment`), and do not log in with it.
 *
 *     using genesys = connectGenesysSdk(platformClient.ApiClient.instance, provider);
 *     const queues = await genesys.call(() => routing.getRoutingQueues());
 */
export function connectGenesysSdk(
  client: GenesysSdkClient,
  provider: TokenProvider,
): GenesysSdkConnection {
  let current: string | undefined;
  const use = (token: string): void => {
    if (token !== current) client.setAccessToken(token);
    current = token;
  };
  return {
    async call(run) {
      const token = await provider.getAccessToken();
      use(token);
      try {
        return await run();
      } catch (error) {
        const renewed = statusOf(error) === 401 && (await replaceRefused(provider, token));
        if (!renewed) throw error;
        use(renewed);
        return await run().catch((again: unknown) => {
          if (statusOf(again) === 401) reportRefused(provider, renewed);
          throw again;
        });
      }
    },
    [Symbol.dispose]: () => client.setAccessToken(''),
  };
}

/** The SDK rejects with its own object, or with an axios error. */
function statusOf(error: unknown): unknown {
  const { status, response } = Object(error) as {
    status?: unknown;
    response?: { status?: unknown };
  };
  return status ?? response?.status;
}
