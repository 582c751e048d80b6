import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Refusal, refusal } from './answers.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface GuardSettings {
  /** Names that a `Host` header may contain in addition to the loopback ones. On a Unix socket any name is accepted. */
  readonly hosts: ReadonlySet<string>;
  readonly anyHost: boolean;
  /** What a caller must present as bearer token, or as password of Basic authentication. */
  readonly callerSecret?: string;
}

/**
 * Refuses requests of browsers. A web page can reach loopback ports: by a plain request (which carries
 * `Origin` or `Sec-Fetch-Site`), or by a name that it points at 127.0.0.1 (DNS rebinding), which `Host` then shows.
 */
export function browserRefusal(
  headers: IncomingHttpHeaders,
  settings: GuardSettings,
): Refusal | undefined {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) {
    return refusal(403, 'browser', 'The agent serves programs on this host, not web pages.');
  }
  if (settings.anyHost || isKnownHost(headers.host, settings.hosts)) return undefined;
  return refusal(
    421,
    'host',
    'Call the agent as 127.0.0.1, localhost or [::1], or allow this name with --allow-host.',
  );
}

/** Refuses a caller without the secret, if one is configured. */
export function callerRefusal(
  headers: IncomingHttpHeaders,
  settings: GuardSettings,
): Refusal | undefined {
  if (settings.callerSecret === undefined) return undefined;
  const presented = presentedSecret(headers.authorization);
  if (presented !== undefined && isSame(presented, settings.callerSecret)) return undefined;
  return refusal(401, 'caller', 'Present the caller secret: "Authorization: Bearer <secret>".');
}

function isKnownHost(host: string | undefined, hosts: ReadonlySet<string>): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return LOOPBACK.has(name) || hosts.has(name);
}

function presentedSecret(authorization = ''): string | undefined {
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(value, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

/** Compares digests, so that the time taken reveals neither length nor content. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
