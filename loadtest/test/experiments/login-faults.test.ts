import { expect, it } from 'vitest';
import { loginFaults } from '../../src/experiments/login-faults.ts';
import { verdictOfExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf, tokenRequest } from '../observed.ts';

const settings = loginFaults.settings.smoke;
const throttled = tokenRequest(5, { outcome: 'throttled', status: 429 });
const patient = [tokenRequest(-1), throttled, tokenRequest(6.1), tokenRequest(6.7)];
const met = { tokenRequests: 4, throttled: 1, faulted: 2 };

it('holds when the fleet is patient', () => {
  const evidence = evidenceOf({ settings, tokenRequests: patient, stats: met });
  expect(verdictOfExperiment(loginFaults, evidence).outcome).toBe('passed');
});

it.each([
  [
    'somebody asks before Retry-After has passed',
    { tokenRequests: [throttled, tokenRequest(5.5)] },
  ],
  ['requests come in a storm', { tokenRequests: [8, 8.2, 8.4].map((at) => tokenRequest(at)) }],
  ['more requests were made than met a fault', { stats: { ...met, tokenRequests: 6 } }],
  ['a caller notices', { load: { failedApiCalls: 1 } }],
])('is broken when %s', (_, seen) => {
  const evidence = evidenceOf({ settings, tokenRequests: patient, stats: met, ...seen });
  expect(verdictOfExperiment(loginFaults, evidence).outcome).toBe('failed');
});

it('shows nothing when nobody asked while the login misbehaved', () => {
  const evidence = evidenceOf({ settings });
  expect(verdictOfExperiment(loginFaults, evidence).outcome).toBe('inconclusive');
});

it('lets the answer of an issued token be lost only where it says so', () => {
  const duplicates = (seconds: number) =>
    loginFaults
      .statsRules({ ...settings, seconds, lifeSeconds: 20 })
      .find(({ figure }) => figure === 'earlyDuplicates')?.atMost;
  expect(duplicates(17)).toEqual({ base: 0 });
  expect(duplicates(37)).toEqual({ base: 2 });
});
