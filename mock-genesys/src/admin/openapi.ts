import type { FastifyInstance } from 'fastify';
import type { OpenApiDocument } from '../openapi/documents.ts';
import { createEmulatedApp } from '../server/emulated-app.ts';
import type { World } from '../server/world.ts';
import { createAdminApp } from './app.ts';

/** OpenAPI documents of both surfaces, made when first asked for, from apps that serve nobody. */
export function openApiRoutes(world: World, app: FastifyInstance): void {
  const documents = new Map<string, Promise<OpenApiDocument>>();
  const serve = (
    name: string,
    create: (prepare: Prepare) => FastifyInstance,
    title: string,
  ): void => {
    app.get(`/__admin/openapi/${name}.json`, async () => {
      const document = documents.get(name) ?? makeDocument(create, title);
      documents.set(name, document);
      return document;
    });
  };
  serve(
    'emulated',
    (prepare) => createEmulatedApp(world, { prepare }),
    'Genesys Cloud as mocked: login and platform API',
  );
  serve('admin', (prepare) => createAdminApp(world, prepare), 'mock-genesys: admin API');
}

type Prepare = (app: FastifyInstance) => void;

async function makeDocument(
  create: (prepare: Prepare) => FastifyInstance,
  title: string,
): Promise<OpenApiDocument> {
  // Loaded only here: few runs ever ask, and all start faster without it.
  const { describeRoutes, documentOf } = await import('../openapi/documents.ts');
  return documentOf(create((app) => describeRoutes(app, title)));
}
