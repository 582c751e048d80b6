import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findSecrets } from '@onetoken/test-kit';

export interface PodSettings {
  readonly genesysUrl: string;
  readonly redisUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly leaseMs: number;
  /** Limits for operations in Redis, in ms. */
  readonly operationMs: number;
  readonly connectMs: number;
}

/** How often to call the API, or to ask for the token, all at once. */
export interface PodOrder {
  readonly kind: 'call' | 'token';
  readonly times: number;
}

export interface PodReport {
  ok: number;
  readonly failures: Record<string, number>;
  /** The token in use afterwards. */
  readonly token: string | undefined;
}

export interface Pod extends AsyncDisposable {
  run(order: PodOrder): Promise<PodReport>;
  signal(signal: NodeJS.Signals): void;
}

const script = fileURLToPath(new URL('pod-process.ts', import.meta.url));

/** @param debug makes it write all that ioredis and Node can say of themselves */
export async function startPod(settings: PodSettings, debug = false): Promise<Pod> {
  const says = debug ? { DEBUG: 'ioredis:*', NODE_DEBUG: 'net,tls,http,undici,fetch' } : {};
  const env = { PATH: process.env['PATH'], POD: JSON.stringify(settings), ...says };
  const child = fork(script, [], { execArgv: [], env, silent: true });
  const output = collect(child);
  const tokens = new Set<string>();
  await once(child, 'message');
  return {
    run: async (order) => {
      child.send(order);
      const [report] = (await once(child, 'message')) as [PodReport];
      if (report.token) tokens.add(report.token);
      return report;
    },
    signal: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      await end(child);
      const names = [...tokens].map((token, index) => [`token ${index}`, token]);
      const secrets = { secret: settings.clientSecret, ...Object.fromEntries(names) };
      const leaks = findSecrets(output(), secrets, settings.clientId);
      if (leaks.length > 0) throw new Error(`a pod wrote: ${leaks.join(', ')}`);
    },
  };
}

function collect(child: ChildProcess): () => string {
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      written += chunk;
    });
  }
  return () => written;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}
