import { expect, test } from 'vitest';
import { parseAddress } from '../../../src/stores/memcached/address.ts';

test.each([
  ['memcache://cache.example', { host: 'cache.example', port: 11_211, tls: undefined }],
  ['memcache://127.0.0.1:4000', { host: '127.0.0.1', port: 4_000, tls: undefined }],
  ['memcache://[::1]:4000/', { host: '::1', port: 4_000, tls: undefined }],
  ['memcaches://cache.example:4000', { host: 'cache.example', port: 4_000, tls: { ca: 'ca' } }],
])('%s', (url, address) => {
  expect(parseAddress(url, { ca: 'ca' })).toEqual(address);
});

test.each([
  '',
  'cache.example:11211',
  'redis://cache.example',
  'memcache://',
  'memcache://user:visibly-fake-password@cache.example',
  'memcache://a.example,b.example',
])('%j is a TypeError that does not repeat it', (url) => {
  let message = '';
  try {
    parseAddress(url);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    message = (error as Error).message;
  }
  expect(message).toMatch(/^memcachedStore: url must/);
  expect(message).not.toContain('fake');
});
