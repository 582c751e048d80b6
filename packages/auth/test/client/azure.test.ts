import { expect, it } from 'vitest';
import { azureCredential } from '../../src/index.ts';
import { startGenesys } from '../genesys.ts';

it('gives the token and its times in the shape of the Azure SDKs', async () => {
  await using genesys = await startGenesys();
  const answer = await azureCredential(genesys.provider).getToken('any-scope');
  const token = await genesys.provider.getToken();
  expect(answer).toEqual({
    token: token.accessToken,
    expiresOnTimestamp: token.expiresAt,
    refreshAfterTimestamp: token.refreshAt,
  });
});

it('lets a caller leave', async () => {
  await using genesys = await startGenesys();
  const abortSignal = AbortSignal.abort(new Error('the caller left'));
  const answer = azureCredential(genesys.provider).getToken([], { abortSignal });
  await expect(answer).rejects.toThrow('the caller left');
});
