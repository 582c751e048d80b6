import type { Socket } from 'node:net';
import { type FastifyInstance, type FastifyServerOptions, fastify } from 'fastify';
import { traceAnswers } from './answer-spans.ts';
import { UnavailableError } from './exit.ts';

/** How long a connection without a request may still send one after the server began to close, in ms. */
const LAST_CALL_MS = 500;

/**
 * A server that can be stopped without a failed call. While it closes, it still answers requests on open connections,
 * and closes each connection with its response. (Fastify alone would answer 503.) A silent connection is closed after
 * half a second: browsers open connections early, and Node would wait for them. Responses are traced if the service
 * traces.
 */
export function createHttpServer(options: FastifyServerOptions = {}): FastifyInstance {
  const app = fastify({ ...options, forceCloseConnections: 'idle', return503OnClosing: false });
  const silent = silentConnections(app);
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
    setTimeout(() => {
      for (const connection of silent) connection.destroy();
    }, LAST_CALL_MS).unref();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  traceAnswers(app);
  return app;
}

/** Connections without a complete request. They are idle for us but not for Node, which closes only those that had one. */
function silentConnections({ server }: FastifyInstance): ReadonlySet<Socket> {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return silent;
}

export interface Address {
  readonly host: string;
  /** 0 uses a free port. */
  readonly port: number;
}

/**
 * Starts to listen.
 * @returns the address, for the ready line
 * @throws {UnavailableError} that says what to change when the address is not available
 */
export async function listenOn(app: FastifyInstance, address: Address): Promise<string> {
  try {
    return await app.listen(address);
  } catch (error) {
    const problem = problemOf(error, address);
    if (problem === undefined) throw error;
    throw new UnavailableError(problem, { cause: error });
  }
}

function problemOf(error: unknown, { host, port }: Address): string | undefined {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use: stop what listens there or set another PORT`;
    case 'EADDRNOTAVAIL':
      return `${host} is not an address of this machine: set another HOST`;
    case 'EACCES':
      return `port ${port} needs more rights: set a PORT above 1023`;
    default:
      return undefined;
  }
}
