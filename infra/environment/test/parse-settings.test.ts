import { ConfigurationError } from '@onetoken/infra-configuration';
import { describe, expect, test } from 'vitest';
import { parseSettings } from '../src/parse-settings.ts';
import { PROJECT } from '../src/stack-file.ts';
import { committedStack } from './support/aws-outputs.ts';

const valid = {
  genesys: {
    region: 'mypurecloud.ie',
    permissions: ['routing:queue:view'],
    client: { existingSecret: 'genesys-client' },
  },
  services: { wallboard: { image: 'registry.example.com/wallboard:1.0.0' } },
};

const local = {
  mock: { image: 'mock:1' },
  services: { wallboard: { image: 'wallboard:1' } },
};

type Values = Readonly<Record<string, unknown>>;

/** The settings with another wallboard. */
const withWallboard = (change: Values) => ({
  ...valid,
  services: { wallboard: { ...valid.services.wallboard, ...change } },
});

function parse(stack: string, values: Values, encrypted: readonly string[] = []) {
  const config = Object.entries(values).map(([key, value]) => [
    `${PROJECT}:${key}`,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  const secretKeys = encrypted.map((key) => `${PROJECT}:${key}`);
  return parseSettings({ project: PROJECT, stack, config: Object.fromEntries(config), secretKeys });
}

/** Everything that is wrong, as the user reads it. */
function problems(stack: string, values: Values, encrypted: readonly string[] = []) {
  try {
    parse(stack, values, encrypted);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

const genesys = (change: Values) => ({ ...valid, genesys: { ...valid.genesys, ...change } });

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
      'genesys.region: "mypurecloud.i" is no Genesys Cloud region, such as mypurecloud.ie or eu-west-1.',
      'genesys: "*" grants more than is needed; name each permission.',
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
      'genesys.endpoints: login host login.mypurecloud.com and API host api.mypurecloud.ie are not of one region.',
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
      `genesys: "${permission}" grants more than is needed; name each permission.`,
    ]);
  });

  test('a scope is refused: scopes do not apply to client credentials', () => {
    expect(problems('dev', genesys({ scopes: ['*'] }))).toEqual([
      'genesys: "*" grants more than is needed; name each permission.',
      'genesys.scopes do not apply to client credentials; list genesys.permissions instead.',
    ]);
  });

  test('must be listed, each as domain:entity:action', () => {
    expect(problems('dev', genesys({ permissions: [] }))).toEqual([
      'genesys.permissions is empty; list what the OAuth client may do.',
    ]);
    expect(problems('dev', genesys({ permissions: ['queues'] }))).toEqual([
      'genesys.permissions: "queues" is not of the form domain:entity:action.',
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

describe('services and cache', () => {
  test('production has at least two pods', () => {
    const onePod = withWallboard({ replicas: { min: 1, max: 1 } });
    expect(problems('dev', onePod)).toEqual([]);
    expect(problems('production-use1', onePod)).toEqual([
      'services.wallboard.replicas.min is 1; production needs at least 2.',
    ]);
  });

  test('max is not below min', () => {
    expect(problems('dev', withWallboard({ replicas: { min: 4, max: 3 } }))).toEqual([
      'services.wallboard.replicas: min 4 is greater than max 3.',
    ]);
  });

  test('an image has a tag or a digest, and not :latest', () => {
    for (const image of ['wallboard', 'registry.example.com:5000/wallboard', 'wallboard:latest']) {
      expect(problems('dev', withWallboard({ image }))).toHaveLength(1);
    }
    const digest = `wallboard@sha256:${'0'.repeat(64)}`;
    expect(problems('dev', withWallboard({ image: digest }))).toEqual([]);
  });

  test('each service has its own user in a cache whose users are given by name', () => {
    const { wallboard } = valid.services;
    const other = { ...wallboard, cacheUser: { existingSecret: 'x' } };
    const services = { wallboard, other };
    const cache = { kind: 'in-cluster' };
    expect(problems('dev', { ...valid, services, cache })).toEqual([
      'services.wallboard.cacheUser is missing: each service needs its own user of the cache.',
    ]);
    expect(
      problems('dev', { ...valid, services, cache: { kind: 'external', cidrs: ['10.0.0.0/8'] } }),
    ).toHaveLength(1);
  });

  test('the cache outside the cluster needs a user by name even for a single service', () => {
    const cache = { kind: 'external', cidrs: ['10.0.0.0/8'] };
    expect(problems('dev', { ...valid, cache })).toHaveLength(1);
    const cacheUser = { existingSecret: 'x' };
    expect(problems('dev', { ...withWallboard({ cacheUser }), cache })).toEqual([]);
  });

  test.each([
    [
      'Board',
      'services.Board: must be lower-case letters, digits and dashes, beginning with a letter.',
    ],
    [
      '2nd',
      'services.2nd: must be lower-case letters, digits and dashes, beginning with a letter.',
    ],
    ...['token-cache', 'token-cache-primary', 'mock-genesys', 'one-token', 'default', 'probe'].map(
      (name) => [
        name,
        `services.${name}: the environment uses this name itself; choose another one.`,
      ],
    ),
  ])('a service cannot be called %s', (name, sentence) => {
    const services = { [name]: valid.services.wallboard };
    expect(problems('dev', { ...valid, services })).toEqual([sentence]);
  });

  test.each([[null], ['wallboard:1'], [['wallboard:1']]])('%j is not a service', (service) => {
    expect(problems('dev', { ...valid, services: { wallboard: service } })).toEqual([
      expect.stringMatching(/^services\.wallboard: .*expected object/),
    ]);
  });

  test('ranges and eviction policies are real ones', () => {
    const cache = { kind: 'in-cluster', evictionPolicy: 'random' };
    expect(problems('dev', { ...valid, cache })[0]).toMatch(/^cache.evictionPolicy: /);
    const network = { egressCidrs: ['203.0.113.0'] };
    expect(problems('dev', { ...valid, network })[0]).toMatch(/^network.egressCidrs.0: must be/);
  });
});

describe('the load test', () => {
  test('never loads a real region', () => {
    expect(
      problems('dev', { ...valid, loadTest: { image: 'k6:1', service: 'wallboard' } }),
    ).toEqual(['loadTest needs the mock: it must never load a real region.']);
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

describe('a worker', () => {
  const worker = { kind: 'worker', image: 'crm-sync:1' };
  const withWorker = (settings: typeof local | typeof valid, change: Values = {}) => ({
    ...settings,
    services: { ...settings.services, 'crm-sync': { ...worker, ...change } },
  });

  test('needs a database where its data matters, and none to try it out', () => {
    expect(problems('dev', withWorker(valid))).toEqual([
      'services.crm-sync.database is missing: without it the data is lost when the pod ends.',
    ]);
    expect(problems('local', withWorker(local))).toEqual([]);
  });

  test('has its own user in the cache, like every service', () => {
    const { wallboard } = local.services;
    const named = { ...wallboard, cacheUser: { existingSecret: 'a' } };
    expect(problems('local', withWorker({ ...local, services: { wallboard: named } }))).toEqual([
      'services.crm-sync.cacheUser is missing: each service needs its own user of the cache.',
    ]);
  });

  test('gets its database from the program, and its share of the API from the stack', () => {
    const own = (environment: Values) => withWorker(local, { environment });
    expect(problems('local', own({ ONETOKEN_API_LIMIT: '200' }))).toEqual([]);
    expect(problems('local', own({ DATABASE_URL: 'x' }))).toEqual([
      'services.crm-sync.environment.DATABASE_URL is set by the program; remove it.',
    ]);
  });

  test('is one pod, also in production', () => {
    const database = { secret: { existingSecret: 'x' }, cidrs: ['10.0.0.0/8'] };
    const { services } = parse('production-use1', withWorker(valid, { database }));
    expect(services['crm-sync']?.replicas).toEqual({ min: 1, max: 1 });
    expect(services['wallboard']?.replicas).toEqual({ min: 2, max: 6 });
  });
});
