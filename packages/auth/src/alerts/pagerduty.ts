import { hostname } from 'node:os';
import { type Clock, systemClock } from '../ports/clock.ts';
import type { TokenEvent } from '../ports/events.ts';
import { type Send, SendError, undiciSend } from '../ports/send.ts';

export interface PagerDutyOptions {
  /** Integration key of an Events API v2 service. */
  readonly routingKey: string;
  /** @default 'https://events.pagerduty.com/v2/enqueue' */
  readonly url?: string | undefined;
  /** Name of the service that is affected. */
  readonly component?: string | undefined;
  /** Host that the alert names. @default os.hostname() */
  readonly source?: string | undefined;
  /** Ports, for tests. */
  readonly send?: Send | undefined;
  readonly clock?: Clock | undefined;
}

/** `raised`; `left-to-another`: a process of the fleet has already; or why it could not be. */
export type AlertOutcome =
  | { readonly kind: 'raised' }
  | { readonly kind: 'left-to-another' }
  | { readonly kind: 'failed'; readonly reason: string };

export type FatalEvent = Extract<TokenEvent, { type: 'fatal' }>;

/**
 * PagerDuty asks clients to repeat an event that it could not accept. This is the only alert of the
 * fleet, so it must survive a short outage: 8 s of doubling pauses, and half a minute when no
 * response arrives.
 */
const TRIES = 6;
const TRY_MS = 3_000;
const PAUSE_MS = 250;

/**
 * Raises the alert for a `fatal` event through the PagerDuty Events API v2: only the process of the
 * fleet with `alert: true` sends it, with a key that is common to the fleet, so that PagerDuty
 * merges a second alert. Never rejects, because a service must be able to stop also without PagerDuty.
 * @returns a function to call with the event; await it before the process ends
 */
export function pagerDutyAlert(
  options: PagerDutyOptions,
): (event: FatalEvent) => Promise<AlertOutcome> {
  const { routingKey, url = 'https://events.pagerduty.com/v2/enqueue' } = options;
  if (!routingKey) throw new TypeError('routingKey is missing');
  if (!URL.canParse(url)) throw new TypeError('url must be an http(s) URL');
  return async (event) => {
    if (!event.alert) return { kind: 'left-to-another' };
    const http = undiciSend();
    const { send = http.send, clock = systemClock } = options;
    try {
      const reason = await deliver(send, clock, url, bodyOf(event, options));
      return reason === undefined ? { kind: 'raised' } : { kind: 'failed', reason };
    } finally {
      await http.close();
    }
  };
}

function bodyOf(event: FatalEvent, { routingKey, component, source }: PagerDutyOptions): string {
  return JSON.stringify({
    routing_key: routingKey,
    event_action: 'trigger',
    dedup_key: event.dedupKey,
    payload: {
      summary: `Genesys Cloud client out of service: ${event.message}`.slice(0, 1024),
      source: source ?? hostname(),
      severity: 'critical',
      component,
      custom_details: { code: event.code, scope: event.scope },
    },
  });
}

/** Returns why it failed, or undefined. */
async function deliver(
  send: Send,
  clock: Clock,
  url: string,
  body: string,
): Promise<string | undefined> {
  let reason: string | undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await clock.sleep(PAUSE_MS * 2 ** (attempt - 1));
    reason = await tryOnce(send, url, body);
    const isFinal = reason === undefined || /^HTTP 4(?!29)/.test(reason);
    if (isFinal) return reason;
  }
  return reason;
}

async function tryOnce(send: Send, url: string, body: string): Promise<string | undefined> {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(TRY_MS);
  try {
    const { status } = await send({ method: 'POST', url, headers, body, signal });
    return status < 300 ? undefined : `HTTP ${status}`;
  } catch (error) {
    return error instanceof SendError ? error.reason : 'timeout';
  }
}
