import { readdirSync, readFileSync } from 'node:fs';
import { ConfigurationError } from '@onetoken/infra-configuration';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseSettings } from '../src/config.ts';

const folder = new URL('..', import.meta.url);
const stacks = readdirSync(folder).flatMap((file) => file.match(/^Pulumi\.(.+)\.yaml$/)?.[1] ?? []);

function valuesOf(stack: string): Record<string, unknown> {
  const file = parse(readFileSync(new URL(`Pulumi.${stack}.yaml`, folder), 'utf8'));
  const own = Object.entries(file.config).filter(([key]) => key.startsWith('onetoken-aws:'));
  return Object.fromEntries(own.map(([key, value]) => [key.replace('onetoken-aws:', ''), value]));
}

const password = 'sample-password-of-a-test';
const passwords = Object.fromEntries(
  ['wallboard', 'crm-sync', 'agent', 'lambda'].map((service) => [service, [password]]),
);

const networkOf = (change: object) => ({ ...(valuesOf('dev')['network'] as object), ...change });

function problems(change: object, stack = 'dev', secrets: unknown = passwords): readonly string[] {
  try {
    parseSettings(stack, { ...valuesOf('dev'), ...change }, secrets);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

test('there is a stack for each environment', () => {
  expect(stacks.sort()).toEqual(['dev', 'production-euw1', 'production-use1', 'staging']);
});

test.each(stacks)('the committed stack %s is configured right', (stack) => {
  expect(() => parseSettings(stack, valuesOf(stack), passwords)).not.toThrow();
});

test('the two production stacks stand in two regions', () => {
  const regions = ['production-use1', 'production-euw1'].map((stack) => valuesOf(stack)['region']);
  expect(regions).toEqual(['us-east-1', 'eu-west-1']);
});

describe('a stack is refused in one sentence', () => {
  test.each([
    ['an account that is a number', { account: 111111111111 }, /^account: /],
    ['no region', { region: undefined }, /^region is missing\.$/],
    ['a Genesys domain as region', { region: 'mypurecloud.ie' }, /^region: must be an AWS region/],
    ['a setting that does not exist', { colour: 'red' }, /^colour is not a setting\.$/],
    ['a network without zones', { network: { cidr: '10.0.0.0/16' } }, /^network: must be/],
    [
      'a zone of another region',
      { network: networkOf({ zones: ['eu-west-1a', 'us-east-1b'] }) },
      /^network\.zones: us-east-1b is not in eu-west-1\.$/,
    ],
    [
      'a zone twice',
      { network: networkOf({ zones: ['eu-west-1a', 'eu-west-1a'] }) },
      /^network\.zones: a zone is listed twice/,
    ],
    [
      'a cluster without a name',
      { cluster: { name: '', nodeSecurityGroupId: 'sg-1' } },
      /^cluster/,
    ],
    [
      'an API server that is open to all',
      {
        cluster: {
          version: '1.35',
          adminRoleArns: ['arn:aws:iam::111111111111:role/a'],
          publicAccessCidrs: ['0.0.0.0/0'],
        },
      },
      /^cluster: must be|whole internet/,
    ],
    [
      'a cluster without administrators',
      { cluster: { version: '1.35', adminRoleArns: [] } },
      /^cluster/,
    ],
    ['tags without a cost centre', { tags: { Owner: 'platform' } }, /^tags\.CostCenter is missing/],
  ])('%s', (_, change, sentence) => {
    expect(problems(change)).toEqual([expect.stringMatching(sentence)]);
  });

  test.each(['10.999.0.0/16', '8.8.0.0/16', '172.20.0.0/16', '10.0.0.0/8'])(
    'a network of %s, which is no private /16 of its own',
    (cidr) => {
      expect(problems({ network: networkOf({ cidr }) })).toEqual([
        expect.stringMatching(/^network\.cidr: must be a private \/16/),
      ]);
    },
  );

  test('a stack by another name', () => {
    expect(problems({}, 'prod')).toEqual([expect.stringContaining('must be called dev, staging')]);
  });

  test('production without replicas, alarms and NAT gateways per zone: all three at once', () => {
    expect(problems({}, 'production-euw1')).toHaveLength(3);
  });
});

describe('passwords of the cache', () => {
  test('that are missing are named with the command that sets them', () => {
    expect(problems({}, 'dev', { ...passwords, lambda: undefined })).toHaveLength(1);
    const { lambda: _, ...others } = passwords;
    expect(problems({}, 'dev', others)).toEqual([
      expect.stringContaining("pulumi config set --secret --path 'cachePasswords.lambda[0]'"),
    ]);
  });

  test.each([
    ['too short', 'short'],
    ['of characters that a URL would need to escape', 'sample:password@with/more'],
  ])('that are %s are refused without being shown', (_, bad) => {
    const found = problems({}, 'dev', { ...passwords, wallboard: [bad] });
    expect(found).toEqual([expect.stringMatching(/^cachePasswords\.wallboard\.0: /)]);
    expect(found.join()).not.toContain(bad);
  });

  test('are at most two: the one in use and the one to come', () => {
    const three = [password, password, password];
    expect(problems({}, 'dev', { ...passwords, wallboard: three })).toHaveLength(1);
  });
});
