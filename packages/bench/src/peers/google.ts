import type { OAuth2Client } from 'google-auth-library';
import { mint } from './mint.ts';
import type { Peer, PeerClient, PeerSettings } from './peer.ts';

/** The library's own token request. It knows no client-credentials grant, so a refresh token stands in. */
export const google: Peer = {
  name: 'google',
  package: 'google-auth-library',
  call: 'oauth2Client.getAccessToken()',
  shares: false,
  calls: true,
  note: 'refresh-token grant; no client-credentials grant in the library',
  async create(settings) {
    const client = await connect(settings);
    client.setCredentials({ refresh_token: 'bench-refresh-token' });
    const refused = async (): Promise<string> =>
      (await client.refreshAccessToken()).credentials.access_token ?? '';
    return contestant(client, settings, refused);
  },
};

/** The same client with a function of the caller instead of the token request. */
export const googleHandler: Peer = {
  name: 'google-handler',
  package: 'google-auth-library',
  call: 'oauth2Client.getAccessToken() with refreshHandler',
  shares: false,
  calls: false,
  async create(settings) {
    const client = await connect(settings);
    client.refreshHandler = async () => {
      const minted = await mint(settings);
      return { access_token: minted.accessToken, expiry_date: minted.expiresAt };
    };
    const refused = async (): Promise<string> => {
      client.setCredentials({});
      return (await client.getAccessToken()).token ?? '';
    };
    return contestant(client, settings, refused);
  },
};

async function connect(settings: PeerSettings): Promise<OAuth2Client> {
  const library = await import('google-auth-library');
  return new library.OAuth2Client({
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    endpoints: { oauth2TokenUrl: `${settings.login}/oauth/token` },
    forceRefreshOnFailure: true,
  });
}

function contestant(
  client: OAuth2Client,
  settings: PeerSettings,
  refused: () => Promise<string>,
): PeerClient {
  return {
    token: () => client.getAccessToken(),
    accessToken: async () => (await client.getAccessToken()).token ?? '',
    abortable: false,
    refused,
    call: async (path) => {
      const url = `${settings.api}${path}`;
      try {
        return (await client.request({ url, retry: false })).status;
      } catch (error) {
        return statusOf(error);
      }
    },
    inspectable: [client],
    close: async () => undefined,
  };
}

/** A response without success is thrown here; other errors are passed on. */
function statusOf(error: unknown): number {
  const { response } = error as { response?: { status?: number } };
  if (response?.status === undefined) throw error;
  return response.status;
}
