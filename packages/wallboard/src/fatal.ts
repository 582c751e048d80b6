import { pagerDutyAlert, type TokenEvent, type TokenEventListener } from '@onetoken/auth';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';

type FatalEvent = Extract<TokenEvent, { type: 'fatal' }>;

/**
 * Watches for the end of the client: raises the alert (once per fleet), and then tells the service, which stops. The log
 * says both, so that the one who is woken finds the reason in one place.
 */
export async function watchFatal(
  { pagerDuty }: Pick<Config, 'pagerDuty'>,
  logger: FastifyBaseLogger,
  onFatal: (reason: string) => void,
): Promise<TokenEventListener> {
  const raise =
    pagerDuty &&
    pagerDutyAlert({
      routingKey: await pagerDuty.routingKey(),
      url: pagerDuty.url,
      component: 'wallboard',
    });
  const alert = async (event: FatalEvent): Promise<void> => {
    if (raise) {
      const outcome = await raise(event);
      const level = outcome.kind === 'failed' ? 'error' : 'info';
      logger[level]({ ...outcome, dedupKey: event.dedupKey }, `alert ${outcome.kind}`);
    }
    onFatal(event.message);
  };
  return (event) => {
    if (event.type === 'fatal') void alert(event);
  };
}
