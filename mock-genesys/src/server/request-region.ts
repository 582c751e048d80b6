import type { FastifyRequest } from 'fastify';
import { regionOf } from '../regions/regions.ts';
import type { World } from './world.ts';

export function regionOfRequest(world: World, request: FastifyRequest): string {
  const { host } = request.headers;
  return regionOf({ host, port: request.socket.localPort }, world.region);
}
