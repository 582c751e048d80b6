import { pagerDutyAlert, type TokenEvent } from '@onetoken/auth';
import type { GenesysVariables } from './genesys.ts';
import type { Logger } from './logger.ts';

type FatalEvent = Extract<TokenEvent, { type: 'fatal' }>;
type AlertVariables = Pick<GenesysVariables, 'PAGERDUTY_ROUTING_KEY' | 'PAGERDUTY_EVENTS_URL'>;

export interface AlertOptions {
  /** What the alert names as affected. */
  readonly service: string;
  readonly log: Logger;
}

/**
 * Raises the alert that the client is out of service, and logs what became of it. Without a routing key there is only
 * the log. Never rejects.
 */
export function createAlert(
  variables: AlertVariables,
  { service: component, log }: AlertOptions,
): (event: FatalEvent) => Promise<void> {
  const { PAGERDUTY_ROUTING_KEY: routingKey, PAGERDUTY_EVENTS_URL: url } = variables;
  if (routingKey === undefined) return async () => undefined;
  const raise = pagerDutyAlert({ routingKey, url, component });
  return async (event) => {
    const outcome = await raise(event);
    const facts = { ...outcome, dedupKey: event.dedupKey };
    if (outcome.kind === 'failed') log.error(facts, 'alert could not be raised');
    else log.info(facts, `alert ${outcome.kind}`);
  };
}
