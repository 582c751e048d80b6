import { ConfigurationError } from '@onetoken/infra-configuration';
import { describe, expect, test } from 'vitest';
import { readPlatform } from '../src/aws-stack.ts';
import { fromAws } from '../src/from-aws.ts';
import { awsStackOf, parseSettings } from '../src/parse-settings.ts';
import type { Settings } from '../src/settings.ts';
import { PROJECT, readStackFile } from '../src/stack-file.ts';
import { awsOutputs, committedStack } from './support/aws-outputs.ts';

type Values = Readonly<Record<string, unknown>>;

const parse = (stack: string, outputs?: Values): Settings =>
  parseSettings({ project: PROJECT, stack, ...readStackFile(stack), awsOutputs: outputs });

function problems(stack: string, outputs?: Values, change: Record<string, string> = {}) {
  const { config, secretKeys } = readStackFile(stack);
  const given = { project: PROJECT, stack, config: { ...config, ...change }, secretKeys };
  try {
    parseSettings({ ...given, awsOutputs: outputs });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

const arn = (key: string) =>
  `arn:aws:secretsmanager:eu-west-1:111111111111:secret:onetoken/staging/${key}-sAmPlE`;

describe('with awsStack', () => {
  test('the cache is that of the AWS stack, with one user per service', () => {
    const store = { store: 'aws-secrets-manager', storeKind: 'ClusterSecretStore' };
    const secret = (key: string) => ({
      externalSecret: { ...store, key: arn(key), refreshInterval: '1m' },
    });
    const { cache, services } = parse('staging', awsOutputs('staging'));
    expect(cache).toEqual({
      kind: 'external',
      endpoint: 'master.onetoken-staging.cache.example.com',
      port: 6379,
      cidrs: ['10.50.0.0/19', '10.50.32.0/19'],
    });
    const users = Object.entries(services).map(([name, { cacheUser }]) => [name, cacheUser]);
    expect(Object.fromEntries(users)).toEqual({
      wallboard: secret('cache-wallboard'),
      'crm-sync': secret('cache-crm-sync'),
    });
  });

  test('secrets and images are those of the AWS stack', () => {
    const { genesys, services } = parse('staging', awsOutputs('staging'));
    expect(genesys?.client).toMatchObject({ externalSecret: { key: arn('genesys-client') } });
    expect(services['crm-sync']?.database?.secret).toMatchObject({
      externalSecret: { key: arn('crm-database') },
    });
    expect(services['wallboard']?.image).toBe(
      '111111111111.dkr.ecr.eu-west-1.amazonaws.com/onetoken/staging/wallboard:1.0.0',
    );
  });

  test('the SecretStore has the name that the stack gives it; a named image and user stay', () => {
    const platform = readPlatform('organization/onetoken-aws/staging', awsOutputs('staging'));
    if (Array.isArray(platform)) throw new Error(platform.join());
    const { values } = fromAws(
      {
        secretStore: 'vault',
        services: {
          wallboard: { image: 'other:1', version: '2', cacheUser: { awsSecret: 'cache-agent' } },
        },
        x: { awsSecret: 'crm-database' },
      },
      platform,
    );
    expect(values).toMatchObject({
      services: {
        wallboard: {
          image: 'other:1',
          version: '2',
          cacheUser: { externalSecret: { store: 'vault', key: arn('cache-agent') } },
        },
      },
      x: { externalSecret: { store: 'vault', key: arn('crm-database') } },
    });
  });
});

describe('one clear sentence says', () => {
  const name = 'organization/onetoken-aws/staging';

  test('which outputs are missing', () => {
    const { cacheEndpoint: _, repositoryUrls: __, ...rest } = awsOutputs('staging');
    expect(problems('staging', rest)).toEqual([
      `awsStack: ${name} has no output cacheEndpoint; update it first: script/pulumi aws staging up.`,
      `awsStack: ${name} has no output repositoryUrls; update it first: script/pulumi aws staging up.`,
    ]);
  });

  test('which secret or repository is missing in them', () => {
    const outputs = { ...awsOutputs('staging'), secretArns: {}, repositoryUrls: {} };
    expect(problems('staging', outputs).map((text) => /no output (\S+);/.exec(text)?.[1])).toEqual([
      'secretArns.cache-wallboard',
      'repositoryUrls.wallboard',
      'secretArns.cache-crm-sync',
      'repositoryUrls.crm-sync',
      'secretArns.genesys-client',
      'secretArns.crm-database',
    ]);
  });

  test('that an output is of the wrong kind', () => {
    expect(problems('staging', { ...awsOutputs('staging'), cachePort: 'x' })).toEqual([
      expect.stringMatching(/^awsStack: output cachePort of .* is invalid: .*number/),
    ]);
  });

  test('that outputs are needed', () => {
    expect(problems('staging')).toEqual([`awsStack: the outputs of ${name} are missing.`]);
  });

  test('that the stack is that of another environment, or no stack of onetoken-aws', () => {
    const named = (awsStack: string) =>
      problems('staging', awsOutputs('staging'), { [`${PROJECT}:awsStack`]: awsStack });
    expect(named('organization/onetoken-aws/production-use1')).toEqual([
      'awsStack: organization/onetoken-aws/production-use1 belongs to another environment; ' +
        'the stack staging needs the stack of onetoken-aws with the same name.',
    ]);
    expect(named('staging')).toEqual([
      expect.stringMatching(/^awsStack: must be <organisation>\/onetoken-aws\/<stack>/),
    ]);
  });

  test('that a cache of one’s own is one too many', () => {
    const change = { [`${PROJECT}:cache`]: '{"kind":"in-cluster"}' };
    expect(problems('dev', awsOutputs('dev'), change)).toEqual([
      'cache and awsStack exclude each other: remove one.',
    ]);
  });
});

test('a stack that is named wrong is not even asked', () => {
  const given = (awsStack: string) => ({
    project: PROJECT,
    stack: 'staging',
    config: { [`${PROJECT}:awsStack`]: awsStack },
    secretKeys: [],
  });
  expect(awsStackOf(given('organization/onetoken-aws/staging'))).toBeDefined();
  expect(awsStackOf(given('organization/onetoken-aws/dev'))).toBeUndefined();
  expect(awsStackOf({ ...given(''), config: {} })).toBeUndefined();
});

test.each(['dev', 'staging', 'production-use1', 'production-euw1'])(
  'the committed stack %s takes its own AWS stack',
  (stack) => {
    const file = committedStack(stack);
    expect(file.config[`${PROJECT}:awsStack`]).toBe(`organization/onetoken-aws/${stack}`);
    expect(parseSettings({ project: PROJECT, stack, ...file }).cache.kind).toBe('external');
  },
);
