import { type Minted, mint } from './mint.ts';
import { marginMs, type Peer } from './peer.ts';

interface Identity extends Minted {
  readonly expiration: Date;
}

/** What the AWS SDK for JavaScript keeps its credentials and tokens in. */
export const smithy: Peer = {
  name: 'smithy',
  package: '@smithy/core',
  call: 'memoizeIdentityProvider(provider, isIdentityExpired, doesIdentityRequireRefresh)()',
  shares: false,
  calls: false,
  async create(settings) {
    const core = await import('@smithy/core');
    const provider = async (): Promise<Identity> => {
      const minted = await mint(settings);
      return { ...minted, expiration: new Date(minted.expiresAt) };
    };
    const isExpired = core.createIsIdentityExpiredFunction(marginMs(settings.lifeMs));
    const token = core.memoizeIdentityProvider(
      provider,
      isExpired,
      core.doesIdentityRequireRefresh,
    );
    if (token === undefined) throw new Error('@smithy/core made no provider');
    return {
      token: () => token(),
      accessToken: async () => (await token()).accessToken,
      abortable: false,
      refused: async () => (await token({ forceRefresh: true })).accessToken,
      inspectable: [token],
      close: async () => undefined,
    };
  },
};
