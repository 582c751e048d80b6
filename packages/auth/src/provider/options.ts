import type { Dispatcher } from 'undici';
import type { OnetokenError } from '../errors/index.ts';
import type { SealingKey } from '../login/credentials.ts';
import type { SecretSource } from '../login/secret-source.ts';
import type { Clock } from '../ports/clock.ts';
import type { TokenEventListener } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import type { Send } from '../ports/send.ts';
import type { TokenStore } from '../ports/store.ts';
import { type EncryptionKey, parseEncryptionKeys } from '../shared/keyring.ts';
import type { Schedule } from '../shared/schedule.ts';
import { type Endpoints, resolveEndpoints } from '../values/endpoints.ts';

/** Options of `createTokenProvider`. Times are in ms. */
export interface TokenProviderOptions {
  /** Domain (`mypurecloud.ie`) or AWS name (`eu-west-1`) of the organisation's region. */
  readonly region?: string | undefined;
  /** Login and API of a mock or a gateway, instead of `region`. */
  readonly endpoints?: Endpoints | undefined;
  /**
   * Allows plain http to other hosts than loopback. The client secret then travels in clear.
   * @default false
   */
  readonly allowInsecureHttp?: boolean | undefined;
  /** The id of an OAuth client with the client-credentials grant. */
  readonly clientId: string;
  readonly clientSecret: SecretSource;
  /**
   * The secret that will replace, or has just replaced, `clientSecret`. It is tried when the token
   * endpoint refuses the other one, so fleet and token endpoint need not switch at the same moment.
   */
  readonly nextClientSecret?: SecretSource | undefined;
  /**
   * The store of the fleet. @default memoryStore(), for this provider only
   */
  readonly store?: TokenStore | undefined;
  /** @default { strategy: 'half-life' } */
  readonly schedule?: Schedule | undefined;
  /**
   * Keys that encrypt tokens in the store, `id:base64key[,id:base64key]` or a list; 32 bytes each.
   * The first key encrypts, all keys decrypt.
   * @default a key derived from the client secret (HKDF-SHA-256), which every process already has
   */
  readonly encryptionKeys?: string | readonly EncryptionKey[] | undefined;
  /**
   * Called once when the client is out of service: after a 401 of the API, the token endpoint
   * refuses the client or the API rejects the new token too. A service that cannot work without the client
   * shuts down here. If it keeps running, this is called again for the next outage, after an hour
   * without failures.
   */
  readonly onFatal?: ((error: OnetokenError) => void) | undefined;
  /** Receives every event, including the first ones. Otherwise the same as `provider.on(listener)`. */
  readonly onEvent?: TokenEventListener | undefined;
  /**
   * An undici dispatcher for requests to the login, such as a `ProxyAgent`. It must not follow
   * redirects or repeat requests.
   * @default a separate Agent
   */
  readonly dispatcher?: Dispatcher | undefined;
  /** Life of the lease, the right to send token requests. @default 10_000 */
  readonly leaseMs?: number | undefined;
  /** Time limit for a token request with all its retries; less than `leaseMs`. @default 8_000 */
  readonly grantDeadlineMs?: number | undefined;
  /** Minimum time between two refreshes caused by a 401 or `forceRefresh`. @default 30_000 */
  readonly forcedRefreshMs?: number | undefined;
  /** Ports, for tests and simulations. */
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly send?: Send | undefined;
}

/** The options that need checking or have a default. */
export interface Settings {
  readonly endpoints: Endpoints;
  readonly encryptionKeys: readonly SealingKey[] | undefined;
  readonly schedule: Schedule;
  readonly leaseMs: number;
  readonly deadlineMs: number;
  readonly forcedRefreshMs: number;
}

/** @throws {TypeError} that names the option and says what it must be; it quotes no secret. */
export function checkOptions(options: TokenProviderOptions): Settings {
  const { clientId, clientSecret, schedule = { strategy: 'half-life' } } = options;
  if (typeof clientId !== 'string' || clientId === '' || !isClientId(clientId)) {
    throw new TypeError('clientId must be a string without colons and control characters');
  }
  if (clientSecret === undefined || clientSecret === null || clientSecret === '') {
    throw new TypeError('clientSecret is missing');
  }
  checkSchedule(schedule);
  const settings = {
    endpoints: resolveEndpoints(options),
    encryptionKeys: options.encryptionKeys && parseEncryptionKeys(options.encryptionKeys),
    schedule,
    leaseMs: duration('leaseMs', options.leaseMs, 10_000),
    deadlineMs: duration('grantDeadlineMs', options.grantDeadlineMs, 8_000),
    forcedRefreshMs: duration('forcedRefreshMs', options.forcedRefreshMs, 30_000),
  };
  if (settings.deadlineMs >= settings.leaseMs) {
    throw new TypeError('grantDeadlineMs must be less than leaseMs');
  }
  return { ...settings, encryptionKeys: settings.encryptionKeys || undefined };
}

/** RFC 7617: a colon would end the id early. */
export function isClientId(text: string): boolean {
  return !/[:\p{Cc}]/u.test(text);
}

function checkSchedule(schedule: Schedule): void {
  if (schedule.strategy === 'half-life') return;
  if (schedule.strategy !== 'before-expiry') {
    throw new TypeError("schedule.strategy must be 'half-life' or 'before-expiry'");
  }
  duration('schedule.marginMs', schedule.marginMs, 300_000);
}

function duration(option: string, value: number | undefined, fallback: number): number {
  const ms = value ?? fallback;
  if (!Number.isFinite(ms) || ms <= 0) throw new TypeError(`${option} must be a positive number`);
  return Math.ceil(ms); // stores take whole ms only
}
