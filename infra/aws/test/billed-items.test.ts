import { expect, test } from 'vitest';
import { type BilledItem, billedItems, type Usage } from '../src/billed-items.ts';
import type { Settings } from '../src/settings.ts';

const settings: Settings = {
  account: '111111111111',
  region: 'eu-west-1',
  network: { cidr: '10.40.0.0/16', zones: ['a', 'b', 'c'], natGateways: 'per-zone' },
  cluster: { version: '1.35', publicAccessCidrs: [], adminRoleArns: [] },
  cache: { nodeType: 'cache.t4g.small', replicas: 1 },
  services: {
    wallboard: { client: 'reader', runsOn: 'kubernetes', secrets: ['database'] },
    lambda: { client: 'reader', runsOn: 'lambda', secrets: [] },
  },
  secretReader: { namespace: 'external-secrets', serviceAccount: 'external-secrets' },
  alarms: { topicArns: [] },
  tags: { CostCenter: 'contact-centre', Owner: 'platform' },
};

const usage: Usage = {
  nodes: 2,
  natGb: 20,
  logGb: 5,
  imageGbPerService: 2,
  invocations: 1_000_000,
  secondsPerInvocation: 0.2,
  functionStarts: 100,
  secretRefreshSeconds: 60,
};

function quantities(change: Partial<Settings> = {}): Record<string, number> {
  const items = billedItems({ ...settings, ...change }, usage);
  return Object.fromEntries(items.map(({ key, quantity }: BilledItem) => [key, quantity]));
}

test('every billed resource is counted by the month of 730 hours', () => {
  expect(quantities()).toEqual({
    'eks-cluster': 730,
    'ec2-node': 1460,
    'eks-auto-mode': 1460,
    'nat-hour': 2190,
    'nat-gb': 20,
    'ipv4-hour': 2190,
    'cache.t4g.small': 1460,
    secret: 4,
    // (3 secrets × 730 h × 60 looks + 100 starts × 2) ÷ 10 000
    'secret-10k': 13.16,
    'kms-key': 1,
    'ecr-gb': 2,
    alarm: 13,
    'log-gb': 5,
    'lambda-million': 1,
    'lambda-gb-second': 50_000,
  });
});

test('what is there anyway costs nothing more', () => {
  const shared = quantities({
    network: { vpcId: 'vpc-1', privateSubnetIds: ['subnet-a', 'subnet-b'] },
    cluster: { name: 'shared', nodeSecurityGroupId: 'sg-1' },
  });
  for (const key of [
    'eks-cluster',
    'ec2-node',
    'eks-auto-mode',
    'nat-hour',
    'nat-gb',
    'ipv4-hour',
  ]) {
    expect(shared).not.toHaveProperty(key);
  }
});

test('without the External Secrets Operator only the function reads secrets', () => {
  const { secretReader: _, ...without } = settings;
  const reads = billedItems(without, usage).find(({ key }) => key === 'secret-10k');
  expect(reads?.quantity).toBe(0.02);
});
