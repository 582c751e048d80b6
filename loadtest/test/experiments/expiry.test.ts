import { expect, it } from 'vitest';
import { expiry } from '../../src/experiments/expiry.ts';
import { verdictOfExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf, tokenRequest } from '../observed.ts';

const settings = expiry.settings.smoke;
const renewed = [tokenRequest(-1), tokenRequest(2.9)];

it('holds when one request renews the token under load', () => {
  const stats = { tokenRequests: 2 };
  const evidence = evidenceOf({ settings, refreshesDue: 2, tokenRequests: renewed, stats });
  expect(verdictOfExperiment(expiry, evidence).outcome).toBe('passed');
});

it.each([
  ['nobody renews it', { tokenRequests: [tokenRequest(-1)] }],
  ['each pod renews it', { tokenRequests: renewed, stats: { earlyDuplicates: 2 } }],
  ['an expired token is used', { tokenRequests: renewed, stats: { expiredTokenCalls: 1 } }],
  ['more requests were made than refreshes due', { stats: { tokenRequests: 4 } }],
  ['a caller notices', { tokenRequests: renewed, load: { failedApiCalls: 1 } }],
])('is broken when %s', (_, seen) => {
  const evidence = evidenceOf({ settings, refreshesDue: 2, ...seen });
  expect(verdictOfExperiment(expiry, evidence).outcome).toBe('failed');
});

it('shows nothing with tokens that outlive the load', () => {
  const evidence = evidenceOf({ settings: { ...settings, lifeSeconds: 86_400 } });
  expect(verdictOfExperiment(expiry, evidence)).toMatchObject({
    outcome: 'inconclusive',
    invalidReasons: ['no refresh had to fall due: tokens live 86400 s, the load lasted 7 s'],
  });
});
