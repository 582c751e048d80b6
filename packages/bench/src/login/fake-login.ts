import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answerFor, type LoginMode } from './answers.ts';
import { type IssuedTokens, issuedTokens } from './issued-tokens.ts';

export interface LoginSettings {
  /** Time in ms that every token request takes. */
  latencyMs: number;
  /** Life in ms of the tokens. */
  lifeMs: number;
  mode: LoginMode;
  /** By default 401 unless the token is valid. `401`: always 401. */
  api: 'check' | '401';
}

export interface Counts {
  /** Token requests, refused ones too. */
  readonly posts: number;
  readonly apiCalls: number;
}

/** One fake token endpoint with an API, on loopback, that counts. The same for every contestant. */
export interface FakeLogin extends AsyncDisposable {
  readonly url: string;
  readonly tokens: IssuedTokens;
  counts(): Counts;
  set(settings: Partial<LoginSettings>): void;
}

export const quickLogin: LoginSettings = {
  latencyMs: 20,
  lifeMs: 3_600_000,
  mode: 'ok',
  api: 'check',
};

export async function startFakeLogin(given: Partial<LoginSettings> = {}): Promise<FakeLogin> {
  const settings: LoginSettings = { ...quickLogin, ...given };
  const tokens = issuedTokens();
  let posts = 0;
  let apiCalls = 0;
  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url?.endsWith('/oauth/token')) {
      posts += 1;
      void answerLogin(response, settings, tokens).catch(() => response.destroy());
    } else {
      if (request.method !== 'HEAD') apiCalls += 1;
      answerApi(request, response, settings, tokens);
    }
  });
  server.keepAliveTimeout = 60_000;
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    counts: () => ({ posts, apiCalls }),
    set: (change) => void Object.assign(settings, change),
    [Symbol.asyncDispose]: () => close(server),
  };
}

async function answerLogin(
  response: ServerResponse,
  settings: LoginSettings,
  tokens: IssuedTokens,
): Promise<void> {
  const { mode, latencyMs, lifeMs } = settings;
  await delay(latencyMs);
  if (mode === 'hang') return;
  const answer = answerFor(mode, () => tokens.issue(lifeMs), lifeMs);
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(answer.body);
}

const OK = JSON.stringify({
  results: [],
  note: 'an answer of the size of a small observation query',
});

function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  settings: LoginSettings,
  tokens: IssuedTokens,
): void {
  request.resume();
  const token = (request.headers.authorization ?? '').slice('Bearer '.length);
  const good = settings.api === 'check' && tokens.statusOf(token).good;
  response.writeHead(good ? 200 : 401, { 'content-type': 'application/json' });
  response.end(good ? OK : '{"status":401,"code":"bad.credentials"}');
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
