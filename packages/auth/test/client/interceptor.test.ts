import { Readable } from 'node:stream';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import { Agent, type Dispatcher, FormData, interceptors, request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authInterceptor } from '../../src/client/interceptor.ts';
import type { TokenProvider } from '../../src/ports/provider.ts';
import type { TokenProviderOptions } from '../../src/provider/options.ts';
import { createTokenProvider } from '../../src/provider/token-provider.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { type Answer, startServer, type TestServer } from '../support/http-server.ts';

/** Answers 200 to `good` tokens, 401 to others; hands tokens out in order. */
class Api {
  good: (token: string) => boolean = () => true;
  issued = 0;
  body401 = '{"code":"bad.credentials"}';
  refusesLogin = false;
  readonly answer: Answer = ({ path, headers, body }, response) => {
    if (path === '/oauth/token') return this.#login(response);
    const token = String(headers.authorization).replace('Bearer ', '');
    if (path === '/api/v2/tokens/me') return void response.writeHead(401).end();
    if (this.good(token)) response.end(`${token} ${body}`);
    else response.writeHead(401, { 'content-type': 'application/json' }).end(this.body401);
  };

  #login(response: Parameters<Answer>[1]): void {
    if (this.refusesLogin) {
      response.writeHead(401).end('{"error":"invalid_client"}');
      return;
    }
    this.issued += 1;
    const fields = { access_token: `fake-${this.issued}`, token_type: 'bearer', expires_in: 600 };
    response.end(JSON.stringify(fields));
  }
}

let api: Api;
let server: TestServer;
let provider: TokenProvider;
let agent: Agent;
let dispatcher: Dispatcher;
const fatal: string[] = [];

function connect(options: Partial<TokenProviderOptions> = {}): void {
  provider = createTokenProvider({
    endpoints: { login: server.url, api: server.url },
    clientId: 'visibly-fake-client',
    clientSecret: 'visibly-fake-secret',
    onFatal: ({ code }) => fatal.push(code),
    ...options,
  });
  agent = new Agent();
  dispatcher = agent.compose(authInterceptor(provider));
}

beforeEach(async () => {
  api = new Api();
  fatal.length = 0;
  server = await startServer(api.answer);
  connect();
});
afterEach(async () => {
  await agent.destroy();
  await provider.close();
  await server[Symbol.asyncDispose]();
});

type CallOptions = Partial<Dispatcher.RequestOptions>;

async function call(options: CallOptions = {}) {
  const { statusCode, body } = await dispatcher.request({
    origin: server.url,
    path: '/api/v2/x',
    method: 'POST',
    ...options,
  });
  return { status: statusCode, text: await body.text() };
}

const apiCalls = () => server.seen.filter(({ path }) => path === '/api/v2/x');

describe('the header', () => {
  test('is added to every request', async () => {
    expect(await call()).toEqual({ status: 200, text: 'fake-1 ' });
    expect(await call()).toEqual({ status: 200, text: 'fake-1 ' });
    expect(api.issued).toBe(1);
  });

  test.each<[string, CallOptions['headers']]>([
    ['an object', { 'X-One': '1', Authorization: 'Bearer other' }],
    ['a flat list', ['X-One', '1', 'authorization', 'Bearer other']],
    [
      'an iterable',
      new Map([
        ['X-One', '1'],
        ['Authorization', 'Bearer other'],
      ]),
    ],
    ['nothing', undefined],
    ['null', null],
  ])('joins headers given as %s, in place of any other', async (_, headers) => {
    await call(headers === undefined ? {} : { headers });
    const [seen] = apiCalls();
    expect(seen?.headers.authorization).toBe('Bearer fake-1');
    if (headers) expect(seen?.headers['x-one']).toBe('1');
  });

  test('keeps several values of one header', async () => {
    await call({ headers: { 'x-many': ['1', '2'] } });
    expect(apiCalls()[0]?.headers['x-many']).toBe('1, 2');
  });

  test('never goes to another origin', async () => {
    await using other = await startServer((_, it) => it.end());
    await expect(call({ origin: other.url })).rejects.toMatchObject({ code: 'ERR_FOREIGN_ORIGIN' });
    expect(other.seen).toEqual([]);
  });

  test('never follows a redirect to another origin', async () => {
    await using other = await startServer((_, it) => it.end());
    await using gate = await startServer(({ path }, it) => {
      if (path === '/oauth/token') api.answer({ path } as never, it);
      else it.writeHead(302, { location: `${other.url}/stolen` }).end();
    });
    await provider.close();
    connect({ endpoints: { login: gate.url, api: gate.url } });
    const through = agent.compose(
      authInterceptor(provider),
      interceptors.redirect({ maxRedirections: 3 }),
    );
    const options = { dispatcher: through, method: 'GET' as const };
    await expect(request(`${gate.url}/api/v2/x`, options)).rejects.toMatchObject({
      code: 'ERR_FOREIGN_ORIGIN',
    });
    expect(other.seen).toEqual([]);
  });
});

describe('a 401', () => {
  beforeEach(async () => {
    await call();
    api.good = (token) => token !== 'fake-1';
  });

  test('drops the token and repeats the request once, with its body', async () => {
    expect(await call({ body: 'text' })).toEqual({ status: 200, text: 'fake-2 text' });
    expect(await call({ body: Buffer.from('bytes') })).toEqual({
      status: 200,
      text: 'fake-2 bytes',
    });
    expect(apiCalls()).toHaveLength(4);
  });

  test('is followed by the whole body of a form, too', async () => {
    const form = new FormData();
    form.set('name', 'value of the field');
    const { status, text } = await call({ body: form });
    expect([status, text]).toEqual([200, expect.stringMatching(/^fake-2 .*value of the field/s)]);
    expect(apiCalls().map(({ body }) => body.length > 0)).toEqual([false, true, true]);
  });

  test('met by 100 calls at once costs one token request, each call one repetition', async () => {
    const calls = await Promise.all(Array.from({ length: 100 }, () => call({ body: 'x' })));
    expect(new Set(calls.map(({ text }) => text))).toEqual(new Set(['fake-2 x']));
    expect(api.issued).toBe(2);
    expect(apiCalls()).toHaveLength(201);
  });

  test('for a body that is a stream reaches the caller, and the next call has a new token', async () => {
    const streamed = await call({ body: Readable.from(['once']) });
    expect(streamed).toEqual({ status: 401, text: api.body401 });
    await expect.poll(() => provider.peek()).toBeUndefined();
    expect((await call()).status).toBe(200);
  });

  test('with a long body is discarded all the same', async () => {
    api.body401 = 'x'.repeat(1_000_000);
    expect(await call()).toEqual({ status: 200, text: 'fake-2 ' });
  });

  test('after a forced refresh in the last 30 s reaches the caller whole', async () => {
    await call();
    api.good = () => false;
    api.body401 = 'y'.repeat(300_000);
    expect(await call()).toEqual({ status: 401, text: api.body401 });
    expect(api.issued).toBe(2);
  });

  test('for the new token, too, reaches the caller, and is fatal as tokens/me confirms', async () => {
    api.good = () => false;
    expect(await call()).toEqual({ status: 401, text: api.body401 });
    await expect.poll(() => fatal).toEqual(['ERR_TOKEN_REJECTED']);
    expect(api.issued).toBe(2);
  });

  test('when the login refuses the client becomes its error, and is fatal', async () => {
    api.refusesLogin = true;
    await expect(call()).rejects.toMatchObject({ code: 'ERR_LOGIN_REFUSED' });
    await expect.poll(() => fatal).toEqual(['ERR_LOGIN_REFUSED']);
  });

  test('while the caller leaves ends in his reason', async () => {
    const leaving = new AbortController();
    api.body401 = '';
    const left = call({ signal: leaving.signal });
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
  });
});

test('an API that refuses a new token is fatal in the pod that took it over, too', async () => {
  const store = memoryStore();
  await provider.close();
  connect({ store });
  api.good = () => false;
  expect((await call()).status).toBe(401);
  await expect.poll(() => fatal).toHaveLength(1);
  const first = provider;
  connect({ store });
  expect((await call()).status).toBe(401);
  await expect.poll(() => fatal).toEqual(['ERR_TOKEN_REJECTED', 'ERR_TOKEN_REJECTED']);
  expect(api.issued).toBe(2);
  await first.close();
});

test('403 is never a reason to refresh', async () => {
  await using forbidding = await startServer(({ path }, it) => {
    if (path === '/oauth/token') api.answer({ path } as never, it);
    else it.writeHead(403).end();
  });
  await provider.close();
  connect({ endpoints: { login: forbidding.url, api: forbidding.url } });
  for (let time = 0; time < 5; time += 1) {
    const options = { origin: forbidding.url, path: '/', method: 'GET' as const };
    const { statusCode, body } = await dispatcher.request(options);
    await body.dump();
    expect(statusCode).toBe(403);
  }
  expect(api.issued).toBe(1);
});

test('a caller that leaves while the first token is fetched gets his reason', async () => {
  await provider.close();
  await using silent = await startServer(() => undefined);
  connect({ endpoints: { login: silent.url, api: server.url } });
  const leaving = new AbortController();
  const left = call({ signal: leaving.signal });
  leaving.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
});

test('what another interceptor throws while the first token is fetched reaches the caller', async () => {
  const throwing = agent.compose(() => (_options, _handler) => {
    throw new Error('from within');
  });
  dispatcher = throwing.compose(authInterceptor(provider));
  await expect(call()).rejects.toThrow('from within');
});

describe('against the mock of Genesys Cloud', () => {
  let mock: MockGenesys;
  beforeEach(async () => {
    mock = await startMockGenesys();
  });
  afterEach(async () => mock.close());

  test('queues are read with one token request', async () => {
    await provider.close();
    connect({
      endpoints: { login: mock.loginUrl, api: mock.apiUrl },
      clientId: 'mock-client',
      clientSecret: 'mock-secret-not-real',
    });
    const options = { origin: mock.apiUrl, path: '/api/v2/routing/queues', method: 'GET' as const };
    for (let time = 0; time < 3; time += 1) {
      const { statusCode, body } = await dispatcher.request(options);
      await body.dump();
      expect(statusCode).toBe(200);
    }
    const stats = await (await request(`${mock.adminUrl}/__admin/stats`)).body.json();
    expect(stats).toMatchObject({ totals: { tokenRequests: 1, apiOk: 3 } });
  });
});
