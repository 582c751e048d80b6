import { describe, expect, test } from 'vitest';
import { local, parse, problems, type Values, valid, withWallboard } from './support/problems.ts';

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
