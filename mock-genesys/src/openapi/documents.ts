import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

export type OpenApiDocument = Readonly<Record<string, unknown>>;

/** Adds what `documentOf` needs; must run before any route is added. */
export function describeRoutes(app: FastifyInstance, title: string): void {
  app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title, version: '2' } },
    transform: jsonSchemaTransform,
  });
}

/** The OpenAPI document of an app, made from the same schemas that validate its requests. */
export async function documentOf(app: FastifyInstance): Promise<OpenApiDocument> {
  await app.ready();
  const document = app.swagger() as unknown as OpenApiDocument;
  await app.close();
  return document;
}
