import { connect } from 'node:net';
import { authInterceptor, createTokenProvider, memoryStore } from '@onetoken/auth';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import { Registry } from 'prom-client';
import { Agent } from 'undici';
import type { Refusal } from '../src/answers.ts';
import type { GuardSettings } from '../src/guards.ts';
import { createServer } from '../src/server.ts';

export interface TestAgent extends AsyncDisposable {
  readonly url: string;
  readonly mock: MockGenesys;
  readonly refusals: Refusal[];
}

export interface TestAgentOptions {
  readonly guards?: Partial<GuardSettings>;
  readonly clientSecret?: string;
  /** In place of the mock's. */
  readonly api?: string;
  readonly mock?: Parameters<typeof startMockGenesys>[0];
}

/** The agent's server on a free port, in front of a mock of its own. */
export async function startTestAgent(options: TestAgentOptions = {}): Promise<TestAgent> {
  const mock = await startMockGenesys(options.mock);
  const provider = createTokenProvider({
    endpoints: { login: mock.loginUrl, api: options.api ?? mock.apiUrl },
    clientId: 'mock-client',
    clientSecret: options.clientSecret ?? 'mock-secret-not-real',
    store: memoryStore(),
  });
  const connections = new Agent();
  const refusals: Refusal[] = [];
  const server = createServer({
    provider,
    dispatcher: connections.compose(authInterceptor(provider)),
    guards: { hosts: new Set(), anyHost: false, ...options.guards },
    registry: new Registry(),
    onRefusal: (refusal) => refusals.push(refusal),
  });
  const url = await server.listen({ port: 0 });
  const dispose = async (): Promise<void> => {
    await server.close();
    await Promise.all([connections.destroy(), provider.close(), mock.close()]);
  };
  return { url, mock, refusals, [Symbol.asyncDispose]: dispose };
}

/** Sends bytes as they are, which no HTTP client would, and returns the status of the answer. */
export async function rawStatus(url: string, request: string): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(request);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return Number(answer.split(' ')[1]);
}

/** What the answers of the agent and of the mock may hold. */
export interface Answer {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly pageSize: number;
  readonly pageNumber: number;
  readonly entities: readonly { readonly id: string }[];
}

export async function json(answer: Response): Promise<Answer> {
  return (await answer.json()) as Answer;
}
