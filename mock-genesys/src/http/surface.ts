import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TypedApp } from './typed-app.ts';

/** Login or platform API: what happens around its routes, and the routes. */
export interface EmulatedSurface {
  /** Starts the call of a request and finds out whose it is; refuses nothing yet. */
  readonly arrive: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Refuses a request by throwing; runs after the faults. */
  readonly admit: (request: FastifyRequest, reply: FastifyReply) => void;
  readonly addRoutes: (app: TypedApp) => void;
}
