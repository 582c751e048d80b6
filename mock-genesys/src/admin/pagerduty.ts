import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TypedApp } from '../http/typed-app.ts';
import { redacted, secretFinder } from '../state/secrets.ts';
import type { World } from '../state/world.ts';

/** An event of PagerDuty's Events API v2. */
const eventSchema = z.looseObject({
  routing_key: z.string().min(1),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().max(255).optional(),
  payload: z
    .looseObject({
      summary: z.string().min(1).max(1_024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
    })
    .optional(),
});

/** Takes the place of PagerDuty: a test can check that an alert was sent exactly once. */
export function pagerDutyRoutes(world: World, app: TypedApp): void {
  app.post('/v2/enqueue', { schema: { body: eventSchema } }, async ({ body }, reply) => {
    if (body.event_action === 'trigger' && !body.payload) {
      const errors = ["'payload' is missing or blank"];
      return reply
        .status(400)
        .send({ status: 'invalid event', message: 'Event object is invalid', errors });
    }
    const text = JSON.stringify(body);
    const leak = secretFinder(world).ownerOf(text);
    if (leak !== undefined) world.journal.count(leak, 'secretLeaks');
    const dedupKey = body.dedup_key ?? randomUUID();
    world.alerts.push({
      ...JSON.parse(redacted(world, text)),
      at: world.clock.now(),
      dedup_key: dedupKey,
      routing_key: '[redacted]',
    });
    if (world.alerts.length > MAX_ALERTS) world.alerts.shift();
    return reply
      .status(202)
      .send({ status: 'success', message: 'Event processed', dedup_key: dedupKey });
  });
  app.get('/__admin/events', async () => ({ events: world.alerts }));
  app.delete('/__admin/events', async () => {
    world.alerts.length = 0;
    return { status: 'cleared' };
  });
}

const MAX_ALERTS = 1_000;
