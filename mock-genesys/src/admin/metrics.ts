import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Registry } from 'prom-client';
import { COUNTER_NAMES, type Counters } from '../journal/client-stats.ts';
import type { World } from '../state/world.ts';
import { statsOf } from './journal.ts';

/** `/metrics`: the ledger's own figures, read when Prometheus asks, so that requests pay nothing. */
export function metricsRoute(world: World, app: FastifyInstance): void {
  const registry = new Registry();
  for (const name of COUNTER_NAMES) addMetric(world, registry, name);
  addForgottenTokens(world, registry);
  app.get('/metrics', async (_request, reply) => {
    const text = await registry.metrics();
    return reply.type(registry.contentType).send(text);
  });
}

function addMetric(world: World, registry: Registry, field: keyof Counters): void {
  const snake = field.replace(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`);
  const isPeak = field.startsWith('peak');
  const options = {
    name: `mock_genesys_${snake}${isPeak ? '' : '_total'}`,
    help: `${field} of the ledger, by client`,
    labelNames: ['client'] as const,
    registers: [registry],
  };
  const clients = (): [string, number][] =>
    Object.entries(statsOf(world).clients).map(([client, counters]) => [client, counters[field]]);
  if (isPeak) {
    new Gauge({
      ...options,
      collect() {
        this.reset();
        for (const [client, value] of clients()) this.set({ client }, value);
      },
    });
    return;
  }
  new Counter({
    ...options,
    collect() {
      this.reset();
      for (const [client, value] of clients()) this.inc({ client }, value);
    },
  });
}

function addForgottenTokens({ tokens }: World, registry: Registry): void {
  new Counter({
    name: 'mock_genesys_live_tokens_forgotten_total',
    help: 'live tokens that were forgotten for lack of room, so that calls with them met 401',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(tokens.forgottenLive);
    },
  });
}
