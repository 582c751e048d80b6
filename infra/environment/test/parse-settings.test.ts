import { describe, expect, test } from 'vitest';
import { parseSettings } from '../src/parse-settings.ts';
import { PROJECT } from '../src/stack-file.ts';
import { committedStack } from './support/aws-outputs.ts';
import { genesys, local, problems, valid, withWallboard } from './support/problems.ts';

describe('the committed stacks', () => {
  test.each(['local', 'dev', 'staging', 'production-use1', 'production-euw1'])(
    '%s is configured right',
    (stack) => {
      const file = committedStack(stack);
      expect(() => parseSettings({ project: PROJECT, stack, ...file })).not.toThrow();
    },
  );

  test('show two regions of Genesys Cloud', () => {
    const region = (stack: string) =>
      parseSettings({ project: PROJECT, stack, ...committedStack(stack) }).genesys?.region;
    expect([region('production-use1'), region('production-euw1')]).toEqual([
      'mypurecloud.com',
      'mypurecloud.ie',
    ]);
  });
});

describe('the whole configuration', () => {
  test('is reported at once, one sentence for each thing that is wrong', () => {
    const values = {
      ...genesys({ region: 'mypurecloud.i', permissions: ['*'] }),
      services: { wallboard: { image: 'wallboard:1', replicas: { min: 1, max: 3 } } },
    };
    expect(problems('production-euw1', values)).toEqual([
      'genesys.region: "mypurecloud.i" is not a Genesys Cloud region, such as mypurecloud.ie or eu-west-1.',
      'genesys: "*" grants more than needed; name each permission.',
      'services.wallboard.replicas.min is 1; production needs at least 2.',
    ]);
  });

  test('must not hold unknown or missing settings', () => {
    expect(problems('dev', { ...valid, wallbord: {} })).toEqual(['wallbord is not a setting.']);
    expect(problems('dev', genesys({ regoin: 'x' }))).toEqual(['genesys.regoin is not a setting.']);
    expect(problems('dev', { genesys: valid.genesys })).toEqual(['services is missing.']);
    expect(problems('dev', { ...valid, services: {} })).toEqual([
      'services: must name at least one service.',
    ]);
  });

  test('belongs to a stack with one of the known names', () => {
    expect(problems('prod', valid)).toEqual([
      'the stack must be called local, dev, staging or production-<region>.',
    ]);
  });
});

describe('region and endpoints', () => {
  test.each(['mypurecloud.ie', 'eu-west-1', 'usw2.pure.cloud'])('%s is a region', (region) => {
    expect(problems('dev', genesys({ region }))).toEqual([]);
  });

  test('one of them must be there, and only one', () => {
    const endpoints = { login: 'https://login.mypurecloud.ie', api: 'https://api.mypurecloud.ie' };
    expect(problems('dev', genesys({ region: undefined }))[0]).toMatch(
      /^genesys.region is missing/,
    );
    expect(problems('dev', genesys({ endpoints }))).toEqual([
      'genesys.region and genesys.endpoints exclude each other: remove one.',
    ]);
    expect(problems('dev', genesys({ region: undefined, endpoints }))).toEqual([]);
  });

  test('a login host of another region than the API is refused', () => {
    const endpoints = { login: 'https://login.mypurecloud.com', api: 'https://api.mypurecloud.ie' };
    expect(problems('dev', genesys({ region: undefined, endpoints }))).toEqual([
      'genesys.endpoints: login host login.mypurecloud.com and API host api.mypurecloud.ie do not belong to the same region.',
    ]);
  });

  test('a gateway for the API alone is refused: it would get tokens of the region', () => {
    const endpoints = { login: 'https://login.mypurecloud.ie', api: 'https://gateway.example.com' };
    expect(problems('dev', genesys({ region: undefined, endpoints }))).toHaveLength(1);
  });

  test('plain http is refused', () => {
    const endpoints = { login: 'http://gateway.example.com', api: 'https://gateway.example.com' };
    expect(problems('dev', genesys({ region: undefined, endpoints }))).toEqual([
      'genesys.endpoints: login and api must both be https addresses.',
    ]);
  });

  test('the mock is for the stack local', () => {
    expect(problems('local', local)).toEqual([]);
    expect(problems('dev', local)).toEqual(['mock is for the stack local only.']);
    expect(problems('local', { ...local, genesys: valid.genesys })).toContain(
      'genesys and mock exclude each other: remove one.',
    );
  });
});

describe('permissions', () => {
  test.each(['*', 'routing:*', 'routing:queue:*'])('%s is refused', (permission) => {
    expect(problems('dev', genesys({ permissions: [permission] }))).toEqual([
      `genesys: "${permission}" grants more than needed; name each permission.`,
    ]);
  });

  test('a scope is refused: scopes do not apply to client credentials', () => {
    expect(problems('dev', genesys({ scopes: ['*'] }))).toEqual([
      'genesys: "*" grants more than needed; name each permission.',
      'genesys.scopes do not apply to client credentials; list genesys.permissions instead.',
    ]);
  });

  test('must be listed, each as domain:entity:action', () => {
    expect(problems('dev', genesys({ permissions: [] }))).toEqual([
      'genesys.permissions is empty; list the permissions of the OAuth client.',
    ]);
    expect(problems('dev', genesys({ permissions: ['queues'] }))).toEqual([
      'genesys.permissions: "queues" does not have the form domain:entity:action.',
    ]);
  });
});

describe('secrets', () => {
  const unnamed = genesys({ client: undefined });
  const given = { genesysClientId: 'sample-id', genesysClientSecret: 'sample-not-real' };
  const both = Object.keys(given);

  test('are missing', () => {
    expect(problems('dev', unnamed)).toEqual([
      'genesysClientId is missing; set genesys.client or: pulumi config set --secret genesysClientId.',
      'genesysClientSecret is missing; set genesys.client or: pulumi config set --secret genesysClientSecret.',
    ]);
  });

  test('must be encrypted; the message does not repeat them', () => {
    expect(problems('dev', { ...unnamed, ...given }, both)).toEqual([]);
    const plain = problems('dev', { ...unnamed, ...given });
    expect(plain).toEqual([
      'genesysClientId is in plain text; use: pulumi config set --secret genesysClientId.',
      'genesysClientSecret is in plain text; use: pulumi config set --secret genesysClientSecret.',
    ]);
    expect(plain.join()).not.toContain('sample-not-real');
  });

  test('are given by value or by name, not both', () => {
    expect(problems('dev', { ...valid, ...given }, both)).toHaveLength(2);
  });

  test('have a source that can be read', () => {
    expect(problems('dev', genesys({ client: { existing: 'x' } }))).toEqual([
      'genesys.client: must be { existingSecret: name }, { externalSecret: { store, key } } or, with awsStack, { awsSecret: key }.',
    ]);
  });

  test('are not smuggled in as variables, nor are settings of the program', () => {
    const environment = { DATABASE_PASSWORD: 'x', REDIS_URL: 'x', LOG_LEVEL: 'debug' };
    expect(problems('dev', withWallboard({ environment }))).toEqual([
      'services.wallboard.environment.REDIS_URL is set by the program; remove it.',
      'services.wallboard.environment.DATABASE_PASSWORD looks like a secret; mount it as a file.',
    ]);
  });
});

describe('the load test', () => {
  test('never loads a real region', () => {
    expect(
      problems('dev', { ...valid, loadTest: { image: 'k6:1', service: 'wallboard' } }),
    ).toEqual(['loadTest needs the mock: a load test must never run against a real region.']);
  });

  test('needs k6-operator for more than one runner', () => {
    const loadTest = { image: 'k6:1', service: 'wallboard', runners: 2 };
    expect(problems('local', { ...local, loadTest })).toEqual([
      'loadTest.runners above 1 needs k6-operator: set loadTest.operatorNamespace.',
    ]);
  });

  test('loads one of the services', () => {
    const loadTest = (service?: string) => ({ ...local, loadTest: { image: 'k6:1', service } });
    expect(problems('local', loadTest())).toEqual(['loadTest.service is missing.']);
    expect(problems('local', loadTest('wallbord'))).toEqual([
      'loadTest.service: "wallbord" is not one of the services.',
    ]);
  });
});
