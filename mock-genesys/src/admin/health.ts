import type { TypedApp } from '../http/typed-app.ts';
import type { World } from '../state/world.ts';

export function healthRoutes(_world: World, app: TypedApp): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => ({ status: 'ready' }));
}
