import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface PodSettings {
  readonly genesysUrl: string;
  readonly redisUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly leaseMs: number;
}

/** How often to call the API, or to ask for the token, all at once. */
export interface PodOrder {
  readonly kind: 'call' | 'token';
  readonly times: number;
}

export interface PodReport {
  ok: number;
  readonly failures: Record<string, number>;
}

export interface Pod extends AsyncDisposable {
  run(order: PodOrder): Promise<PodReport>;
  signal(signal: NodeJS.Signals): void;
}

const script = fileURLToPath(new URL('pod-process.ts', import.meta.url));

export async function startPod(settings: PodSettings): Promise<Pod> {
  const child = fork(script, [JSON.stringify(settings)], { execArgv: [] });
  await once(child, 'message');
  return {
    run: async (order) => {
      child.send(order);
      const [report] = (await once(child, 'message')) as [PodReport];
      return report;
    },
    signal: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
