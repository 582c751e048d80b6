import type { MockGenesys } from '@onetoken/mock-genesys';

export const client = { id: 'sample-client', secret: 'sample-secret-not-real' };

/** What a wallboard that calls this mock finds in its environment. */
export function environmentFor(
  { loginUrl, apiUrl }: Pick<MockGenesys, 'loginUrl' | 'apiUrl'>,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    PORT: '0',
    // So that a test counts its own calls and no other.
    BOARD_POLL_MS: '0',
    ONETOKEN_LOGIN_URL: loginUrl,
    ONETOKEN_API_URL: apiUrl,
    GENESYSCLOUD_OAUTHCLIENT_ID: client.id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: client.secret,
    ...more,
  };
}
