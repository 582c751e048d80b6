import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { endsWithParent, type Program } from './ends-with-parent.ts';
import { freePort } from './ports.ts';

const STARTS = 5;
const READY_WITHIN_MS = 30_000;

/** A server child on loopback. Ends with the process that started it. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** Sends any signal; `SIGSTOP` and `SIGCONT` freeze and thaw it. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it at once (SIGKILL), and waits until it is gone. */
  kill(): Promise<void>;
}

export interface ServerCommand extends Program {
  /** Runs as this user, where we may choose one. */
  readonly user?: string | undefined;
}

/**
 * Starts a server on a free port and resolves once it accepts connections.
 * @param commandFor the command line for a port
 * @throws Error with the server's own output when it does not start
 */
export async function startServer(
  commandFor: (port: number) => ServerCommand,
  fixedPort?: number,
): Promise<ServerProcess> {
  let output = '';
  for (let start = 0; start < STARTS; start += 1) {
    const port = fixedPort ?? (await freePort());
    const server = commandFor(port);
    const { command, args } = endsWithParent(server, server.user);
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => collect(Buffer.from(error.message)));
    if (await accepts(port, child)) return supervise(child, port);
    child.kill('SIGKILL');
  }
  throw new Error(`the server did not start; its last words:\n${output}`);
}

async function accepts(port: number, child: ChildProcess): Promise<boolean> {
  const tries = READY_WITHIN_MS / 20;
  for (let i = 0; i < tries && child.exitCode === null && child.pid !== undefined; i += 1) {
    if (await canConnect(port)) return child.exitCode === null;
    await delay(20);
  }
  return false;
}

function canConnect(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

function supervise(child: ChildProcess, port: number): ServerProcess {
  const endWithUs = (): boolean => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    port,
    pid: child.pid ?? -1,
    signal: (signal) => void child.kill(signal),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
