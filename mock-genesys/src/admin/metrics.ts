import { Counter, Gauge, Registry } from 'prom-client';
import type { TypedApp } from '../http/typed-app.ts';
import { type ClientStats, STAT_NAMES } from '../journal/client-stats.ts';
import { statsOf } from '../state/stats.ts';
import type { World } from '../state/world.ts';

/** `/metrics`: the client statistics, read on each scrape, so that they cost other requests nothing. */
export function metricsRoute(world: World, app: TypedApp): void {
  app.get('/metrics', async (_request, reply) => {
    const registry = registryOf(world);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function registryOf(world: World): Registry {
  const registry = new Registry();
  const clients = Object.entries(statsOf(world).clients);
  for (const name of STAT_NAMES) addMetric(registry, name, clients);
  new Counter({
    name: 'mock_genesys_live_tokens_forgotten_total',
    help: 'live tokens dropped because of tokenCapacity; calls with them are answered 401',
    registers: [registry],
  }).inc(world.tokens.forgottenLive);
  return registry;
}

function addMetric(
  registry: Registry,
  field: keyof ClientStats,
  clients: readonly (readonly [client: string, counters: ClientStats])[],
): void {
  const snake = field.replace(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`);
  const isPeak = field.startsWith('peak');
  const metric = new (isPeak ? Gauge : Counter)({
    name: `mock_genesys_${snake}${isPeak ? '' : '_total'}`,
    help: `${field} of the client statistics, by client`,
    labelNames: ['client'] as const,
    registers: [registry],
  });
  for (const [client, counters] of clients) metric.inc({ client }, counters[field]);
}
