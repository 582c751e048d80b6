import type { TokenProvider } from '../ports/provider.ts';

/** The shape of `TokenCredential` in the Azure SDKs, so that their pipelines can use the token. */
export interface AzureTokenCredential {
  getToken(
    scopes?: string | string[],
    options?: { readonly abortSignal?: AbortSignal | undefined },
  ): Promise<AzureAccessToken>;
}

/** Times are ms since the epoch. */
export interface AzureAccessToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
  readonly refreshAfterTimestamp: number;
}

/**
 * The provider as an Azure-shaped credential. Scopes are ignored: for client credentials Genesys
 * Cloud grants by role, not by scope.
 */
export function azureCredential(provider: TokenProvider): AzureTokenCredential {
  return {
    async getToken(_scopes, options) {
      const { accessToken, expiresAt, refreshAt } = await provider.getToken({
        signal: options?.abortSignal,
      });
      return {
        token: accessToken,
        expiresOnTimestamp: expiresAt,
        refreshAfterTimestamp: refreshAt,
      };
    },
  };
}
