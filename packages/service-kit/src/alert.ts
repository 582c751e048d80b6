import { type FatalEvent, pagerDutyAlert } from '@onetoken/auth';
import type { GenesysVariables } from './genesys.ts';
import type { Logger } from './logger.ts';

export interface AlertOptions {
  readonly service: string;
  readonly log: Logger;
}

/** Raises the alert that the client is out of service, if there is a routing key, and logs the result. Never rejects. */
export function createAlert(
  variables: Pick<GenesysVariables, 'PAGERDUTY_ROUTING_KEY' | 'PAGERDUTY_EVENTS_URL'>,
  { service, log }: AlertOptions,
): (event: FatalEvent) => Promise<void> {
  const { PAGERDUTY_ROUTING_KEY: routingKey, PAGERDUTY_EVENTS_URL: url } = variables;
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
