import { describe, expect, it } from 'vitest';
import { callerLocation, targetPath } from '../src/target.ts';

const api = 'https://api.mypurecloud.ie';

describe('targetPath', () => {
  it.each([
    [
      '/api/v2/routing/queues?pageSize=5&name=a%20b',
      '/api/v2/routing/queues?pageSize=5&name=a%20b',
    ],
    ['/api/v2/users/a%2Fb', '/api/v2/users/a%2Fb'],
    [
      '/api/v2/users?redirect=https://evil.example/',
      '/api/v2/users?redirect=https://evil.example/',
    ],
  ])('passes %s on as it is', (url, path) => {
    expect(targetPath(url, api)).toBe(path);
  });

  it('puts the path below that of a gateway', () => {
    expect(targetPath('/api/v2/users', 'https://gateway.example/genesys')).toBe(
      '/genesys/api/v2/users',
    );
  });

  it.each([
    'https://evil.example/api/v2/users',
    'http://api.mypurecloud.ie/api/v2/users',
    '//evil.example/api/v2/users',
    '/\\evil.example/api/v2/users',
    '/api/v2/../../admin',
    '/api/v2/%2e%2e/%2e%2e/admin',
    '/api/v2/..\\..\\admin',
    '/api/v1/users',
    '/api/v2',
    '*',
    '',
  ])('refuses %s', (url) => {
    expect(targetPath(url, api)).toBeUndefined();
  });
});

describe('callerLocation', () => {
  it.each([
    ['https://api.mypurecloud.ie/api/v2/x?y=1', '/api/v2/x?y=1'],
    ['/api/v2/x', '/api/v2/x'],
    ['https://bucket.example/download?sig=1', 'https://bucket.example/download?sig=1'],
  ])('%s becomes %s', (location, expected) => {
    expect(callerLocation(location, api)).toBe(expected);
  });

  it('takes the path of a gateway off again', () => {
    const gateway = 'https://gateway.example/genesys';
    expect(callerLocation('https://gateway.example/genesys/api/v2/x', gateway)).toBe('/api/v2/x');
  });
});
