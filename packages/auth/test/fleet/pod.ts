import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findSecrets, startChild } from '@onetoken/test-kit';

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
  const child = startChild({
    name: 'pod',
    command: process.execPath,
    args: [script],
    env: { POD: JSON.stringify(settings), ...says },
    channel: 'ipc',
  });
  const tokens = new Set<string>();
  await once(child.process, 'message');
  return {
    run: async (order) => {
      child.process.send(order);
      const [report] = (await once(child.process, 'message')) as [PodReport];
      if (report.token) tokens.add(report.token);
      return report;
    },
    signal: child.signal,
    [Symbol.asyncDispose]: async () => {
      await child.kill();
      const names = [...tokens].map((token, index) => [`token ${index}`, token]);
      const secrets = { secret: settings.clientSecret, ...Object.fromEntries(names) };
      const { stdout, stderr } = child.output();
      const leaks = findSecrets(stdout + stderr, secrets, settings.clientId);
      if (leaks.length > 0) throw new Error(`a pod wrote: ${leaks.join(', ')}`);
    },
  };
}
