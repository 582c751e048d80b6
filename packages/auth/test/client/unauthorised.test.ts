import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  authInterceptor,
  connectGenesysSdk,
  createFetch,
  createTokenProvider,
  replaceRefused,
  reportRefused,
  type TokenProvider,
} from '../../src/index.ts';
import { type Answer, startServer, type TestServer } from '../support/http-server.ts';

// What a 401 means is the same for every client: one suite over all of them.

const PATH = '/api/v2/x';

/** Issues `fake-1`, `fake-2` …, and accepts those that `accepts` says. */
class Genesys {
  accepts: (token: string) => boolean = () => true;
  /** Keeps back the answers of the login, or of `HEAD /api/v2/tokens/me`, until it is resolved. */
  login: Promise<void> = Promise.resolve();
  tokensMe: Promise<void> = Promise.resolve();
  refusesLogin = false;
  issued = 0;
  readonly answer: Answer = async ({ path, headers }, response) => {
    if (path === '/oauth/token') return await this.#issue(response);
    const token = String(headers.authorization).replace('Bearer ', '');
    if (path === '/api/v2/tokens/me') await this.tokensMe;
    response.writeHead(this.accepts(token) ? 200 : 401).end(path === PATH ? token : '');
  };

  async #issue(response: Parameters<Answer>[1]): Promise<void> {
    await this.login;
    if (this.refusesLogin) return void response.writeHead(401).end('{"error":"invalid_client"}');
    this.issued += 1;
    const token = { access_token: `fake-${this.issued}`, token_type: 'bearer', expires_in: 600 };
    response.end(JSON.stringify(token));
  }
}

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly stream?: boolean;
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

type Call = (options?: CallOptions) => Promise<Answered>;

interface Adapter {
  readonly connect: (provider: TokenProvider, agent: Agent) => Call;
  /** The SDK has none: its caller repeats a function, and no signal reaches it. */
  readonly hasSignalAndStreams: boolean;
}

const bodyOf = ({ stream }: CallOptions) => (stream ? Readable.from(['once']) : 'text');

/** What the documentation tells the author of an adapter to write. */
function connectByHand(provider: TokenProvider, agent: Agent): Call {
  const send = async (token: string, { signal, ...options }: CallOptions): Promise<Answered> => {
    const { statusCode, body } = await request(provider.endpoints.api + PATH, {
      method: 'POST',
      dispatcher: agent,
      headers: { authorization: `Bearer ${token}` },
      body: bodyOf(options),
      signal: signal ?? null,
    });
    return { status: statusCode, text: await body.text() };
  };
  return async (options = {}) => {
    const { signal, stream = false } = options;
    const token = await provider.getAccessToken({ signal });
    const first = await send(token, options);
    if (first.status !== 401) return first;
    const call = { signal, isRepeatable: !stream };
    const replacement = await replaceRefused(provider, token, call);
    if (replacement === undefined) return first;
    const second = await send(replacement, options);
    if (second.status === 401) reportRefused(provider, replacement);
    return second;
  };
}

function connectInterceptor(provider: TokenProvider, agent: Agent): Call {
  const dispatcher = agent.compose(authInterceptor(provider));
  return async ({ signal, ...options } = {}) => {
    const { statusCode, body } = await dispatcher.request({
      origin: provider.endpoints.api,
      path: PATH,
      method: 'POST',
      body: bodyOf(options),
      signal: signal ?? null,
    });
    return { status: statusCode, text: await body.text() };
  };
}

function connectFetch(provider: TokenProvider, dispatcher: Agent): Call {
  const fetch = createFetch({ provider, dispatcher });
  return async ({ signal, ...options } = {}) => {
    const body = bodyOf(options);
    const init = { method: 'POST', body, duplex: 'half' as const, ...(signal && { signal }) };
    const response = await fetch(PATH, init);
    return { status: response.status, text: await response.text() };
  };
}

function connectSdk(provider: TokenProvider, agent: Agent): Call {
  let authorization = '';
  const client = { setAccessToken: (token: string) => (authorization = `Bearer ${token}`) };
  const sdk = connectGenesysSdk(client, provider);
  const run = async (): Promise<Answered> => {
    const { statusCode: status, body } = await request(provider.endpoints.api + PATH, {
      method: 'POST',
      dispatcher: agent,
      headers: { authorization },
    });
    const text = await body.text();
    if (status >= 400) throw { status, text };
    return { status, text };
  };
  const refusalOf = (error: unknown): Answered => {
    if (error instanceof Error) throw error;
    return error as Answered;
  };
  return () => sdk.call(run).catch(refusalOf);
}

const ADAPTERS: Readonly<Record<string, Adapter>> = {
  'the interceptor': { connect: connectInterceptor, hasSignalAndStreams: true },
  fetch: { connect: connectFetch, hasSignalAndStreams: true },
  'the SDK': { connect: connectSdk, hasSignalAndStreams: false },
  'an adapter of one’s own': { connect: connectByHand, hasSignalAndStreams: true },
};

describe.each(Object.entries(ADAPTERS))(
  'after a 401, %s',
  (_, { connect, hasSignalAndStreams }) => {
    let genesys: Genesys;
    let server: TestServer;
    let provider: TokenProvider;
    let agent: Agent;
    let call: Call;
    let fatal: string[];
    const apiCalls = () => server.seen.filter(({ path }) => path === PATH).length;

    /** With `fake-1` in use, which the API refuses from now on. */
    beforeEach(async () => {
      genesys = new Genesys();
      server = await startServer(genesys.answer);
      fatal = [];
      provider = createTokenProvider({
        endpoints: { login: server.url, api: server.url },
        clientId: 'visibly-fake-client',
        clientSecret: 'visibly-fake-secret',
        onFatal: ({ code }) => fatal.push(code),
      });
      agent = new Agent();
      call = connect(provider, agent);
      expect(await call()).toEqual({ status: 200, text: 'fake-1' });
      genesys.accepts = (token) => token !== 'fake-1';
    });
    afterEach(async () => {
      await agent.destroy();
      await provider.close();
      await server[Symbol.asyncDispose]();
    });

    test('repeats the call once with another token', async () => {
      expect(await call()).toEqual({ status: 200, text: 'fake-2' });
      expect([genesys.issued, apiCalls()]).toEqual([2, 3]);
    });

    test('costs one token request, however many calls meet it', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => call()));
      expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['fake-2']));
      expect(genesys.issued).toBe(2);
    });

    test('gives the second 401 to the caller at once, and checks the client meanwhile', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      genesys.tokensMe = promise;
      genesys.accepts = () => false;
      expect(await call()).toEqual({ status: 401, text: 'fake-2' });
      expect([genesys.issued, apiCalls(), fatal]).toEqual([2, 3, []]);
      resolve();
      await expect.poll(() => fatal).toEqual(['ERR_TOKEN_REJECTED']);
    });

    test('keeps a token that is a replacement itself, and checks the client meanwhile', async () => {
      await call();
      const { promise, resolve } = Promise.withResolvers<void>();
      genesys.tokensMe = promise;
      genesys.accepts = () => false;
      expect(await call()).toEqual({ status: 401, text: 'fake-2' });
      expect([genesys.issued, apiCalls(), fatal]).toEqual([2, 4, []]);
      resolve();
      await expect.poll(() => fatal).toEqual(['ERR_TOKEN_REJECTED']);
    });

    test('fails with the error of the login when there is no other token', async () => {
      genesys.refusesLogin = true;
      await expect(call()).rejects.toMatchObject({ code: 'ERR_LOGIN_REFUSED' });
      expect(apiCalls()).toBe(2);
    });

    test.runIf(hasSignalAndStreams)(
      'repeats no stream, and the next call has another token',
      async () => {
        expect(await call({ stream: true })).toEqual({ status: 401, text: 'fake-1' });
        expect(apiCalls()).toBe(2);
        expect(await call({ stream: true })).toEqual({ status: 200, text: 'fake-2' });
      },
    );

    test.runIf(hasSignalAndStreams)(
      'lets a caller leave while the replacement is fetched',
      async () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        genesys.login = promise;
        const leaving = new AbortController();
        const left = call({ signal: leaving.signal });
        const tokenRequests = () =>
          server.seen.filter(({ path }) => path === '/oauth/token').length;
        await expect.poll(tokenRequests).toBe(2);
        leaving.abort(new Error('left'));
        await expect(left).rejects.toThrow('left');
        resolve();
        expect(await call()).toEqual({ status: 200, text: 'fake-2' });
      },
    );
  },
);
