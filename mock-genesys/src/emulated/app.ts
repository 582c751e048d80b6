import { parse } from 'node:querystring';
import { apiSurface } from '../api/routes.ts';
import { unknownPaths } from '../api/unknown-paths.ts';
import { createTypedApp, type TypedApp } from '../http/typed-app.ts';
import { loginSurface } from '../login/routes.ts';
import type { World } from '../state/world.ts';
import type { Certificate } from '../tls/certificate.ts';
import { addSurface } from './surface.ts';

export interface EmulatedAppOptions {
  /** Serves https instead of http. */
  readonly certificate?: Certificate | undefined;
  /** Runs before any route is added, so that it can watch them. */
  readonly prepare?: (app: TypedApp) => void;
}

/** Login host and platform API in one server. */
export function createEmulatedApp(
  world: World,
  { certificate, prepare }: EmulatedAppOptions = {},
): TypedApp {
  const app = createTypedApp({ certificate, maxBytes: MAX_REQUEST_BYTES });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, parse(String(body))),
  );
  app.decorateRequest('call');
  prepare?.(app);
  app.register(addSurface(world, loginSurface(world)));
  app.register(addSurface(world, apiSurface(world)), { prefix: '/api/v2' });
  app.register(unknownPaths(world));
  return app;
}

/** `request.bytes.max`, the platform's limit of a request's payload. */
const MAX_REQUEST_BYTES = 512_000;
