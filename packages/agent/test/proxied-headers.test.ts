import { describe, expect, it } from 'vitest';
import { requestHeaders, responseHeaders } from '../src/proxied-headers.ts';

describe('requestHeaders', () => {
  it('keeps what belongs to the call', () => {
    const headers = {
      accept: 'application/json',
      'content-type': 'text/plain',
      'x-own': ['a', 'b'],
    };
    expect(requestHeaders(headers)).toEqual(headers);
  });

  it("drops the caller's credentials, host and cookies", () => {
    const headers = {
      authorization: 'Bearer caller',
      host: '127.0.0.1',
      cookie: 'a=b',
      accept: '*/*',
    };
    expect(requestHeaders(headers)).toEqual({ accept: '*/*' });
  });

  it('drops what belongs to the connection, named by it, too', () => {
    const headers = { connection: 'close, X-Own', 'x-own': '1', te: 'trailers', upgrade: 'h2c' };
    expect(requestHeaders(headers)).toEqual({});
  });
});

describe('responseHeaders', () => {
  it('keeps all that the API says, Retry-After above all', () => {
    const headers = { 'retry-after': '42', 'inin-correlation-id': 'c', 'content-encoding': 'gzip' };
    expect(responseHeaders({ ...headers, 'transfer-encoding': 'chunked' })).toEqual(headers);
  });
});
