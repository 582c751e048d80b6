import { connect } from 'node:net';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, type ChildOptions, startChild } from '../processes/child.ts';
import { freePort } from '../processes/free-port.ts';

const STARTS = 5;
const READY_WITHIN_MS = 30_000;
const SHOWN_LENGTH = 4_000;

/** A server child on loopback. Ends with the process that started it. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** The process behind it, for callers that watch or stop it themselves. */
  readonly child: Child;
  /** Sends any signal; `SIGSTOP` and `SIGCONT` freeze and thaw it. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it at once (SIGKILL), and waits until it is gone. */
  kill(): Promise<void>;
}

export type ServerCommand = Omit<ChildOptions, 'name' | 'channel'>;

/**
 * Starts a server on a free port and resolves once it accepts connections.
 * @param commandFor the command line for a port
 * @throws Error with the server's own output when it does not start
 */
export async function startServer(
  commandFor: (port: number) => ServerCommand,
  fixedPort?: number,
): Promise<ServerProcess> {
  let said = '';
  for (let start = 0; start < STARTS; start += 1) {
    const port = fixedPort ?? (await freePort());
    const command = commandFor(port);
    const child = startChild({ name: basename(command.command), ...command });
    if (await accepts(port, child)) return serverProcess(child, port);
    await child.kill();
    const { stdout, stderr } = child.output();
    said = `${stdout}${stderr}`.slice(-SHOWN_LENGTH) || (await child.ended).sentence;
  }
  throw new Error(`the server did not start; its last output:\n${said}`);
}

async function accepts(port: number, child: Child): Promise<boolean> {
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  const tries = READY_WITHIN_MS / 20;
  for (let i = 0; i < tries && !hasEnded; i += 1) {
    if (await canConnect(port)) return !hasEnded;
    await Promise.race([delay(20), child.ended]);
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

function serverProcess(child: Child, port: number): ServerProcess {
  const { pid = -1, signal, kill } = child;
  return { port, pid, child, signal, kill, [Symbol.asyncDispose]: kill };
}
