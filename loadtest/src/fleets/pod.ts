import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, RunError } from '@onetoken/report-kit';
import type { Child } from '@onetoken/test-kit';
import { z } from 'zod';
import type { ClientOfRun } from '../mock/admin.ts';
import type { Fleet } from './fleet.ts';
import type { Mock } from './mock.ts';
import { programs } from './paths.ts';
import { readyLine } from './ready-line.ts';

/** How the pods handle tokens: one per call, one per pod, or one for all. */
export type TokenCache = 'per-call' | 'per-pod' | 'shared';

/** A program with the routes, the variables and the ready line of the wallboard. */
export interface PodProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** Variables in addition to those that every pod gets. */
  readonly env?: Readonly<Record<string, string>>;
}

export const wallboard: PodProgram = { command: process.execPath, args: [programs.wallboard] };

/** Libraries that the lab can test, by their names in `packages/bench`. */
export const peers = [
  'onetoken',
  'smithy',
  'axios-ti',
  'google',
  'azure',
  'msal',
  'bentocache',
  'none',
] as const;

/** A pod that gets its token through a peer: another library, or ours. */
export function peerPod(
  client: string,
  { lifeSeconds, cold }: { lifeSeconds: number; cold: boolean },
): PodProgram {
  // google-auth-library has no client-credentials grant; its users add one.
  const name = client === 'google' ? 'google-handler' : client;
  const args = ['--client', name, '--life', `${lifeSeconds}`, ...(cold ? ['--cold'] : [])];
  return { command: process.execPath, args: [programs.peerPod, ...args] };
}

/** One process of the service. */
export interface Pod {
  readonly url: string;
  readonly process: Child;
}

export interface PodOptions {
  readonly name: string;
  readonly tokenCache: TokenCache;
  readonly mock: Pick<Mock, 'loginUrl' | 'apiUrl'>;
  readonly client: ClientOfRun;
  readonly redisUrl: string;
  /** Prefix of each key that this pod writes. */
  readonly redisPrefix: string;
  /** Time between two updates of the live page, in ms. @default 0: no updates, so that only the load makes calls */
  readonly boardPollMs?: number;
  /** @default the wallboard */
  readonly program?: PodProgram;
  /** @default 0: a free one */
  readonly port?: number;
}

const ready = readyLine(z.object({ ready: z.literal(true), url: z.url() }));

function environment(options: PodOptions): Record<string, string> {
  const { tokenCache, mock, client, redisUrl, redisPrefix, boardPollMs = 0, port = 0 } = options;
  return {
    HOST: '127.0.0.1',
    PORT: `${port}`,
    LOG_LEVEL: 'warn',
    BOARD_POLL_MS: `${boardPollMs}`,
    TOKEN_CACHE: tokenCache,
    ONETOKEN_LOGIN_URL: mock.loginUrl,
    ONETOKEN_API_URL: mock.apiUrl,
    GENESYSCLOUD_OAUTHCLIENT_ID: client.id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: client.secret,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
  };
}

/** Starts a pod and waits until it listens. It fetches its token in the background, see `untilReady`. */
export async function startPod(fleet: Fleet, options: PodOptions): Promise<Pod> {
  const { name, program = wallboard } = options;
  const command = { name, ...program, env: { ...environment(options), ...program.env } };
  const started = await fleet.start(command, ready);
  return { url: started.ready.url, process: started.child };
}

/** Polls the readiness probe until the pod would receive traffic, as a cluster does. */
export async function untilReady({ url, process: { name } }: Pod): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (performance.now() < deadline) {
    const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    if (answer.status === 200) return;
    await sleep(50);
  }
  throw new RunError(`${name} got no token within 15 s`, exitCodes.inconclusive);
}
