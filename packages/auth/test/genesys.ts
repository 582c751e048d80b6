import { type MockGenesys, type MockOptions, startMockGenesys } from '@onetoken/mock-genesys';
import {
  createTokenProvider,
  type TokenProvider,
  type TokenProviderOptions,
} from '../src/index.ts';

export const CLIENT = { clientId: 'fleet', clientSecret: 'fleet-secret-not-real' } as const;

export interface Genesys extends AsyncDisposable {
  readonly mock: MockGenesys;
  readonly provider: TokenProvider;
  tokenRequests(): number;
}

/** A mock of Genesys Cloud over real HTTP, and a provider that is its client. */
export async function startGenesys(
  options: Partial<TokenProviderOptions> = {},
  mockOptions: MockOptions = {},
): Promise<Genesys> {
  const clients = [{ id: CLIENT.clientId, secret: CLIENT.clientSecret }];
  const mock = await startMockGenesys({ clients, ...mockOptions });
  const endpoints = { login: mock.loginUrl, api: mock.apiUrl };
  const provider = createTokenProvider({ endpoints, ...CLIENT, ...options });
  return {
    mock,
    provider,
    tokenRequests: () => mock.stats().totals.tokenRequests,
    [Symbol.asyncDispose]: async () => {
      await provider.close();
      await mock.close();
    },
  };
}
