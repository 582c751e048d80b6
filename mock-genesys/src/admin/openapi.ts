import type { TypedApp } from '../http/typed-app.ts';
import type { OpenApiDocument } from '../openapi/documents.ts';

/** An app to describe. It does not listen; `prepare` runs before its routes are added. */
export interface DescribedApp {
  readonly name: string;
  readonly title: string;
  readonly create: (prepare: (app: TypedApp) => void) => TypedApp;
}

/** OpenAPI documents of the apps, each made on request. */
export function openApiRoutes(app: TypedApp, apps: readonly DescribedApp[]): void {
  for (const described of apps) {
    app.get(`/__admin/openapi/${described.name}.json`, async () => makeDocument(described));
  }
}

async function makeDocument({ create, title }: DescribedApp): Promise<OpenApiDocument> {
  // Loaded on request only: few runs need it, and every start is faster without it.
  const { describeRoutes, documentOf } = await import('../openapi/documents.ts');
  return documentOf(create((app) => describeRoutes(app, title)));
}
