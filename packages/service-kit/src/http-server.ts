import { type FastifyInstance, type FastifyServerOptions, fastify } from 'fastify';
import { traceAnswers } from './answer-spans.ts';
import { UnavailableError } from './exit.ts';

/**
 * A server that can be stopped without a failed call: while it closes, it still serves what arrives on connections
 * that are open already, and ends each of them with its answer. (Fastify by itself would answer 503.) Its answers are
 * traced when the service traces.
 */
export function createHttpServer(options: FastifyServerOptions = {}): FastifyInstance {
  const app = fastify({ ...options, forceCloseConnections: 'idle', return503OnClosing: false });
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  traceAnswers(app);
  return app;
}

export interface Address {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/**
 * Starts to listen.
 * @returns the address, for the ready line
 * @throws {UnavailableError} that says what to change when the address cannot be had
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
      return `${host} is no address of this machine: set another HOST`;
    case 'EACCES':
      return `port ${port} needs more rights: set a PORT above 1023`;
    default:
      return undefined;
  }
}
