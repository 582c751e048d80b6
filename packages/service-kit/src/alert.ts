import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenEvent } from '@onetoken/auth';
import { request } from 'undici';
import type { GenesysVariables } from './genesys.ts';
import type { Logger } from './logger.ts';

const EVENTS_URL = 'https://events.pagerduty.com/v2/enqueue';

/** PagerDuty asks to repeat an event that it could not take. */
const TRIES = 3;
const TRY_MS = 3_000;
const PAUSE_MS = 250;

type FatalEvent = Extract<TokenEvent, { type: 'fatal' }>;

export interface AlertOptions {
  readonly service: string;
  readonly log: Logger;
}

/**
 * Raises the alert that the client is out of service, as a PagerDuty event (Events API v2): from the one process of the
 * fleet that was told to, and with the fleet's common key, so that a second one would merge. Never rejects: a service
 * must be able to stop also when PagerDuty is away; the log says so then.
 */
export function createAlert(
  variables: Pick<GenesysVariables, 'PAGERDUTY_ROUTING_KEY' | 'PAGERDUTY_EVENTS_URL'>,
  { service, log }: AlertOptions,
): (event: FatalEvent) => Promise<void> {
  const { PAGERDUTY_ROUTING_KEY: routingKey, PAGERDUTY_EVENTS_URL: url = EVENTS_URL } = variables;
  return async (event) => {
    if (!event.alert || routingKey === undefined) return;
    const body = JSON.stringify({
      routing_key: routingKey,
      event_action: 'trigger',
      dedup_key: event.dedupKey,
      payload: {
        summary: `Genesys Cloud client out of service: ${event.message}`,
        source: hostname(),
        severity: 'critical',
        component: service,
        custom_details: { code: event.code, scope: event.scope },
      },
    });
    const reason = await post(url, body);
    if (reason === undefined) log.info({ dedupKey: event.dedupKey }, 'alert raised');
    else log.error({ reason, dedupKey: event.dedupKey }, 'alert could not be raised');
  };
}

/** Returns why it failed, or undefined. */
async function post(url: string, body: string): Promise<string | undefined> {
  let reason: string | undefined;
  for (let i = 0; i < TRIES; i += 1) {
    if (i > 0) await sleep(PAUSE_MS * i);
    reason = await tryPost(url, body);
    if (reason === undefined || /^HTTP 4(?!29)/.test(reason)) return reason;
  }
  return reason;
}

async function tryPost(url: string, body: string): Promise<string | undefined> {
  try {
    const { statusCode, body: answer } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(TRY_MS),
    });
    await answer.dump();
    return statusCode < 300 ? undefined : `HTTP ${statusCode}`;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  }
}
