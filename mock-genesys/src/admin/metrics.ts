import type { Registry } from 'prom-client';
import type { TypedApp } from '../http/typed-app.ts';
import { type ClientStats, STAT_NAMES } from '../journal/client-stats.ts';
import { statsOf } from '../state/stats.ts';
import type { World } from '../state/world.ts';

/** `/metrics`: the client statistics, read on each scrape, so that they cost other requests nothing. */
export function metricsRoute(world: World, app: TypedApp): void {
  app.get('/metrics', async (_request, reply) => {
    const registry = await registryOf(world);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

async function registryOf(world: World): Promise<Registry> {
  // Loaded on request only: every start is faster without it.
  const { Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  const clients = Object.entries(statsOf(world).clients);
  for (const field of STAT_NAMES) {
    const metric = new (isPeak(field) ? Gauge : Counter)({
      name: nameOf(field),
      help: `${field} of the client statistics, by client`,
      labelNames: ['client'] as const,
      registers: [registry],
    });
    for (const [client, stats] of clients) metric.inc({ client }, stats[field]);
  }
  new Counter({
    name: 'mock_genesys_live_tokens_forgotten_total',
    help: 'live tokens dropped because of tokenCapacity; calls with them are answered 401',
    registers: [registry],
  }).inc(world.tokens.forgottenLive);
  return registry;
}

function nameOf(field: keyof ClientStats): string {
  const snake = field.replace(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`);
  return `mock_genesys_${snake}${isPeak(field) ? '' : '_total'}`;
}

function isPeak(field: keyof ClientStats): boolean {
  return field.startsWith('peak');
}
