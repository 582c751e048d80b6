import { type FatalEvent, pagerDutyAlert } from '@onetoken/auth';
import type { Logger } from './logger.ts';
import type { PagerDutySettings } from './settings.ts';

export interface AlertOptions {
  readonly service: string;
  readonly log: Logger;
}

/** Sends the alert that the client is out of service, if there is a routing key, and logs the outcome. Never rejects. */
export function createAlert(
  { routingKey, url }: PagerDutySettings,
  { service, log }: AlertOptions,
): (event: FatalEvent) => Promise<void> {
  if (routingKey === undefined) return async () => undefined;
  const raise = pagerDutyAlert({ routingKey, url, component: service });
  return async (event) => {
    const outcome = await raise(event);
    const { dedupKey } = event;
    if (outcome.kind === 'raised') log.info({ dedupKey }, 'alert raised');
    if (outcome.kind === 'failed') {
      log.error({ reason: outcome.reason, dedupKey }, 'alert could not be raised');
    }
  };
}
