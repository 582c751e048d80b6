import { mint } from './mint.ts';
import type { Peer } from './peer.ts';

/** The bad example: one grant per call. */
export const none: Peer = {
  name: 'none',
  package: undefined,
  call: 'POST /oauth/token',
  shares: false,
  calls: false,
  note: 'no cache: one grant per call, what the guide warns of',
  async create(settings) {
    const grant = async (signal?: AbortSignal): Promise<string> =>
      (await mint(settings, signal)).accessToken;
    return {
      token: () => grant(),
      accessToken: grant,
      abortable: true,
      refused: () => grant(),
      inspectable: [],
      close: async () => undefined,
    };
  },
};
