import { likelyRegions } from '../environment/likely-regions.ts';
import type { Credential } from '../login/credentials.ts';
import type { LoginFailure } from '../login/failure.ts';
import { createGrant, type Issued } from '../login/grant.ts';
import type { Clock } from '../ports/clock.ts';
import type { SecretSlot } from '../ports/events.ts';
import { systemRandom } from '../ports/random.ts';
import type { Send } from '../ports/send.ts';
import { listRegions } from '../values/endpoints.ts';
import { estimateSkewMs } from '../values/server-time.ts';
import type { Check } from './check.ts';
import type { Configuration } from './configuration.ts';

export interface LoginFindings {
  readonly checks: readonly Check[];
  /** What the login issued, if it did. */
  readonly accessToken: string | undefined;
}

export interface LoginPorts {
  readonly send: Send;
  readonly clock: Clock;
}

const DEADLINE_MS = 8_000;
/** Less is the usual drift of a synchronised clock. */
const SKEW_MS = 5_000;
const VARIABLE: Readonly<Record<SecretSlot, string>> = {
  current: 'GENESYSCLOUD_OAUTHCLIENT_SECRET',
  next: 'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT',
};

/**
 * Asks the login for one token, as the fleet would: with the next secret only if it refuses the
 * current one. The answer shows region, credentials and clock at once. No other login is used.
 */
export async function checkLogin(
  configuration: Configuration,
  ports: LoginPorts,
): Promise<LoginFindings> {
  const { clientId, credentials } = configuration;
  const dated = datedSend(ports);
  const { login } = configuration.endpoints;
  const grant = createGrant({ ...ports, random: systemRandom, send: dated.send, login, clientId });
  let refusal: Check | undefined;
  for (const { slot, secret } of credentials) {
    const signal = new AbortController().signal;
    const answer = await grant({ secret, deadlineMs: DEADLINE_MS, signal }).catch(interrupted);
    if (answer.kind === 'granted') {
      const accepted = refusal ? rotated() : acceptedCheck(slot, answer, configuration);
      return { checks: [accepted, dated.check()], accessToken: answer.accessToken };
    }
    refusal = checkOfFailure(answer, configuration);
    if (answer.kind !== 'refused') break;
  }
  return { checks: [...(refusal ? [refusal] : []), dated.check()], accessToken: undefined };
}

function acceptedCheck(
  slot: SecretSlot,
  { lifeMs, durationMs }: Issued,
  { nextProblem }: Configuration,
): Check {
  const life = `a token for ${Math.round(lifeMs / 1000)} s in ${Math.round(durationMs)} ms`;
  const message = `${VARIABLE[slot]} is accepted: ${life}`;
  if (nextProblem === undefined) return { name: 'credentials', outcome: 'ok', message };
  return {
    name: 'credentials',
    outcome: 'warn',
    message: `${message}; but ${nextProblem}`,
    advice: 'Repair that during a rotation: until then only the current secret is used.',
  };
}

function rotated(): Check {
  return {
    name: 'credentials',
    outcome: 'warn',
    message: `${VARIABLE.current} is refused, ${VARIABLE.next} is accepted: the secret was rotated`,
    advice: `Move the value of ${VARIABLE.next} to ${VARIABLE.current}.`,
  };
}

function interrupted(): LoginFailure {
  return { kind: 'unavailable', failures: 1, error: 'interrupted' };
}

function checkOfFailure(failure: LoginFailure, configuration: Configuration): Check {
  const { login } = configuration.endpoints;
  switch (failure.kind) {
    case 'refused':
      return refusedCheck(failure, configuration);
    case 'no-login':
      return {
        name: 'login',
        outcome: 'failed',
        message: `no login of Genesys Cloud answers at ${login} (HTTP ${failure.status})`,
        advice: `Check the address, and that no proxy answers instead. ${regionAdvice(configuration)}`,
      };
    case 'throttled':
      return {
        name: 'credentials',
        outcome: 'unknown',
        message: 'the login is throttling this client; its secret could not be checked',
        advice: `Wait ${Math.ceil((failure.retryAfterMs ?? 0) / 1000)} s, and find the program that requests a token for each call.`,
      };
    case 'unavailable':
      return {
        name: 'login',
        outcome: 'failed',
        cause: 'unavailable',
        message: `the login at ${login} did not issue a token (${failure.error})`,
        advice:
          'Check name resolution, proxy and firewall from this machine, and status.mypurecloud.com.',
      };
  }
}

function refusedCheck(
  { status, error, description }: LoginFailure,
  configuration: Configuration,
): Check {
  const said = [`${status}`, error, description && `(${description})`].filter(Boolean).join(' ');
  const message = `the login at ${configuration.endpoints.login} refuses the client: ${said}`;
  const check = { name: 'credentials', outcome: 'failed', message } as const;
  if (error !== 'invalid_client') {
    const advice =
      'Check that the OAuth client is active and has the grant type Client Credentials.';
    return { ...check, advice };
  }
  return { ...check, advice: [hints(configuration), regionAdvice(configuration)].join(' ') };
}

function hints({ credentials, nextProblem }: Configuration): string {
  const missing = nextProblem === undefined ? '' : `${nextProblem}. `;
  const isPadded = ({ secret }: Credential): boolean => secret.reveal() !== secret.reveal().trim();
  const padded = credentials.some(isPadded) ? 'The secret begins or ends with white space. ' : '';
  return (
    `${missing}${padded}Genesys Cloud gives this answer for a wrong id, a wrong secret, and a client of another region. ` +
    'Compare both with the OAuth client, and the region with the address of your Genesys Cloud in the ' +
    'browser (https://apps.<domain>).'
  );
}

function regionAdvice({ region }: Configuration): string {
  const likely = listRegions(likelyRegions(region));
  return `Likely regions: ${likely}. The secret was not tried there.`;
}

/** Compares the clock with the date of the last answer. */
function datedSend({ send, clock }: LoginPorts): { send: Send; check(): Check } {
  let date: string | undefined;
  let skewMs = 0;
  return {
    async send(request) {
      const sentAt = clock.now();
      const response = await send(request);
      date = response.headers['date'];
      skewMs = estimateSkewMs(date, sentAt, clock.now());
      return response;
    },
    check: () => clockCheck(date, skewMs),
  };
}

function clockCheck(date: string | undefined, skewMs: number): Check {
  if (date === undefined) {
    return { name: 'clock', outcome: 'unknown', message: 'the answer of the login has no date' };
  }
  if (Math.abs(skewMs) <= SKEW_MS) {
    return { name: 'clock', outcome: 'ok', message: 'it agrees with the clock of the login' };
  }
  const direction = skewMs > 0 ? 'behind' : 'ahead of';
  return {
    name: 'clock',
    outcome: 'warn',
    message: `it is ${Math.round(Math.abs(skewMs) / 1000)} s ${direction} the clock of the login`,
    advice:
      'Synchronise it (NTP). The times of tokens are corrected; TLS and logs depend on the clock.',
  };
}
