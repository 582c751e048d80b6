import { expect, it } from 'vitest';
import { revocation } from '../../src/experiments/revocation.ts';
import { verdictOfExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf, tokenRequest } from '../observed.ts';

const settings = revocation.settings.smoke;
const windows = [{ label: 'token revoked', from: 3, to: 3.01 }];
const noticed = { tokenRequests: 2, revokedTokenCalls: 7 };

it('holds when one request replaces the revoked token', () => {
  const evidence = evidenceOf({ settings, windows, stats: noticed });
  expect(verdictOfExperiment(revocation, evidence).outcome).toBe('passed');
});

it.each([
  ['each pod asks for itself', { stats: { ...noticed, tokenRequests: 4 } }],
  ['a call fails', { stats: noticed, load: { failedApiCalls: 1 } }],
  ['nobody was refused', { stats: { ...noticed, revokedTokenCalls: 0 } }],
])('is broken when %s', (_, seen) => {
  const evidence = evidenceOf({ settings, windows, ...seen });
  expect(verdictOfExperiment(revocation, evidence).outcome).toBe('failed');
});

it('shows nothing when the token was renewed just before', () => {
  const tokenRequests = [tokenRequest(-1), tokenRequest(2.8), tokenRequest(3.1)];
  const evidence = evidenceOf({ settings, windows, stats: noticed, tokenRequests });
  expect(verdictOfExperiment(revocation, evidence).outcome).toBe('inconclusive');
});

it('revokes every 40 s, since a fleet renews because of a 401 at most every 30', () => {
  const at = (seconds: number) =>
    revocation
      .timeline({ ...settings, seconds })
      .filter(({ action }) => action.kind === 'revoke')
      .map((step) => step.at);
  expect(at(6)).toEqual([3]);
  expect(at(130)).toEqual([3, 43, 83, 123]);
});
