import type { FastifyInstance } from 'fastify';
import type { OpenApiDocument } from '../openapi/documents.ts';

/** What is described: an app that serves nobody, watched by `prepare` while its routes are added. */
export interface Surface {
  readonly name: string;
  readonly title: string;
  readonly create: (prepare: (app: FastifyInstance) => void) => FastifyInstance;
}

/** OpenAPI documents of the surfaces, each made when it is asked for. */
export function openApiRoutes(app: FastifyInstance, surfaces: readonly Surface[]): void {
  for (const surface of surfaces) {
    app.get(`/__admin/openapi/${surface.name}.json`, async () => makeDocument(surface));
  }
}

async function makeDocument({ create, title }: Surface): Promise<OpenApiDocument> {
  // Loaded only here: few runs ever ask, and all start faster without it.
  const { describeRoutes, documentOf } = await import('../openapi/documents.ts');
  return documentOf(create((app) => describeRoutes(app, title)));
}
