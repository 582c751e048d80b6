import { describe, expect, test } from 'vitest';
import { listRegions, resolveEndpoints } from '../../src/values/endpoints.ts';
import { findRegion, regions } from '../../src/values/regions.ts';

const at = (login: string, api = login) => ({ endpoints: { login, api } });

describe('a region', () => {
  test.each(['mypurecloud.ie', 'eu-west-1', ' EU-WEST-1 ', 'MyPureCloud.ie'])(
    '%s gives both hosts',
    (region) => {
      expect(resolveEndpoints({ region })).toEqual({
        login: 'https://login.mypurecloud.ie',
        api: 'https://api.mypurecloud.ie',
      });
    },
  );

  test('that is unknown is a TypeError that lists all', () => {
    expect(() => resolveEndpoints({ region: 'mypurecloud.ae' })).toThrow(
      /mypurecloud\.com \(us-east-1\).*eusc-de-east-1/,
    );
  });

  test('has a domain and a name of its own', () => {
    const names = regions.flatMap(({ domain, aws }) => [domain, aws]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(findRegion(name)).toBeDefined();
  });
});

describe('endpoints', () => {
  test('lose slashes at the end and keep a path, as gateways have', () => {
    expect(resolveEndpoints(at('https://gate.example/login/', 'https://gate.example'))).toEqual({
      login: 'https://gate.example/login',
      api: 'https://gate.example',
    });
  });

  test.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:9', 'http://127.1.2.3'])(
    'may be plain http on loopback: %s',
    (url) => expect(() => resolveEndpoints(at(url))).not.toThrow(),
  );

  test.each([
    'http://10.0.0.1',
    'http://mock.local',
    'http://127.0.0.1.evil.example',
    'http://[::2]',
  ])('must be https elsewhere: %s', (url) => {
    expect(() => resolveEndpoints(at(url))).toThrow(/plain http/);
    expect(() => resolveEndpoints({ ...at(url), allowInsecureHttp: true })).not.toThrow();
  });

  test.each(['ftp://x', 'login.mypurecloud.ie', '', 'https://u:p@x', 'https://x?y', 'https://x#y'])(
    '%j is unusable',
    (url) => expect(() => resolveEndpoints(at(url, 'https://x'))).toThrow(/endpoints\.login/),
  );

  test('neither or both are a TypeError', () => {
    expect(() => resolveEndpoints({})).toThrow(/either region or endpoints/);
    expect(() => resolveEndpoints({ region: 'eu-west-1', ...at('https://x') })).toThrow(TypeError);
  });
});

test.each([
  ['ftps://login.example', 'endpoints.login must be an http(s) URL'],
  ['xhttp://login.example', 'endpoints.login must be an http(s) URL'],
  ['https://user@login.example', 'endpoints.login must have no credentials, query or fragment'],
  [
    'https://:password@login.example',
    'endpoints.login must have no credentials, query or fragment',
  ],
  ['http://login.example', 'use https, or allowInsecureHttp if the network is trusted'],
  ['http://x127.0.0.1.example', 'endpoints.login is plain http'],
])('%s is refused with a reason', (login, message) => {
  const api = 'https://api.example';
  expect(() => resolveEndpoints({ endpoints: { login, api } })).toThrow(message);
});

test('both bases are told apart, and trailing slashes go', () => {
  const login = 'http://127.100.20.30:8080/login//';
  expect(resolveEndpoints({ endpoints: { login, api: 'https://api.example/' } })).toEqual({
    login: 'http://127.100.20.30:8080/login',
    api: 'https://api.example',
  });
  expect(() => resolveEndpoints({ endpoints: { login, api: 'api' } })).toThrow(
    'endpoints.api must',
  );
  expect(listRegions()).toMatch(/^mypurecloud.com \(us-east-1\), \S+ \(\S+\), /);
});
