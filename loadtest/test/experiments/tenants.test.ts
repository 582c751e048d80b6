import { expect, it } from 'vitest';
import { tenants } from '../../src/experiments/tenants.ts';
import { verdictOfExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf } from '../observed.ts';

const settings = tenants.settings.smoke;
/** Pods take turns: the 1st and the 3rd belong to one client, the others to the other. */
const perTarget: [number, number][] = [
  [16, 0],
  [15, 0],
  [16, 0],
  [15, 0],
];
const load = { apiCalls: 62, perTarget };
const clients = { one: { apiOk: 32 }, other: { apiOk: 30 } };
const run = { settings, load, clients, stats: { tokenRequests: 2, apiOk: 62 } };

it('holds when each client makes its own request and the calls of its own pods', () => {
  expect(verdictOfExperiment(tenants, evidenceOf(run)).outcome).toBe('passed');
});

it.each([
  ['one client lives on the token of another', { one: { apiOk: 62 }, other: { apiOk: 0 } }],
  ['one client asks twice', { ...clients, one: { apiOk: 32, tokenRequests: 2 } }],
  ['one client never asks', { ...clients, one: { apiOk: 32, tokenRequests: 0 } }],
])('is broken when %s', (_, changed) => {
  const evidence = evidenceOf({ ...run, clients: changed });
  expect(verdictOfExperiment(tenants, evidence).outcome).toBe('failed');
});

it('is broken when no client did anything', () => {
  expect(verdictOfExperiment(tenants, evidenceOf({ ...run, clients: {} })).outcome).toBe('failed');
  const oneAddress = { ...run, load: { apiCalls: 62, perTarget: [[62, 0]] as [number, number][] } };
  const { outcome } = verdictOfExperiment(tenants, evidenceOf({ ...oneAddress, clients: {} }));
  expect(outcome).toBe('failed');
});

it('is broken when a call carries a token that nobody knows', () => {
  const evidence = evidenceOf({ ...run, stats: { ...run.stats, unknownTokenCalls: 1 } });
  expect(verdictOfExperiment(tenants, evidence).outcome).toBe('failed');
});

it('cannot tell whose calls they were where one address stands for all pods', () => {
  const evidence = evidenceOf({ ...run, load: { apiCalls: 62, perTarget: [[62, 0]] } });
  const { checks } = verdictOfExperiment(tenants, evidence);
  expect(checks.map(({ figure }) => figure)).not.toContain(
    "calls that carried another client's token",
  );
});
