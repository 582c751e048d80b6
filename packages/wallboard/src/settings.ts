import {
  type Environment,
  type EnvironmentReader,
  readEnvironment,
} from '@onetoken/auth/environment';
import {
  type Address,
  readAddress,
  readChoice,
  readNumber,
  readServiceSettings,
  type ServiceSettings,
} from '@onetoken/service-kit';

/** A token per call (the bad example), one in each pod's memory, or one for the fleet. */
export type TokenCache = 'per-call' | 'per-pod' | 'shared';

/** The words of TOKEN_CACHE, with those of earlier versions. */
const TOKEN_CACHES = ['per-call', 'per-pod', 'shared', 'off', 'process'] as const;
const EARLIER_WORDS = { off: 'per-call', process: 'per-pod' } as const;

const DEFAULT_PORT = 3000;
const DEFAULT_POLL_MS = 5_000;
const LEAST_POLL_MS = 1_000;

/** What the wallboard reads from its environment. */
export interface WallboardSettings extends ServiceSettings {
  readonly address: Address;
  readonly tokenCache: TokenCache;
  /** The queues to show; empty: the first hundred that the client may see. */
  readonly queueIds: readonly string[];
  /** Pause between two readings of the board by the whole fleet, in ms. 0: the page stays empty. */
  readonly pollMs: number;
}

/** @throws {EnvironmentError} that names every variable that is missing or cannot be used */
export function wallboardSettings(environment: Environment): WallboardSettings {
  return readEnvironment(environment, (variables) => {
    const settings = readServiceSettings(variables);
    const tokenCache = readTokenCache(variables, settings.redis !== undefined);
    return {
      ...settings,
      // A Redis that is not used for the token is not used for the board either.
      redis: tokenCache === 'shared' ? settings.redis : undefined,
      tokenCache,
      address: readAddress(variables, DEFAULT_PORT),
      queueIds: (variables.text('BOARD_QUEUE_IDS') ?? '').split(/[\s,]+/).filter(Boolean),
      pollMs: readPollMs(variables, tokenCache),
    };
  });
}

/** By default shared if there is a Redis. */
function readTokenCache(variables: EnvironmentReader, hasRedis: boolean): TokenCache {
  const word = readChoice(variables, 'TOKEN_CACHE', TOKEN_CACHES);
  if (word === 'shared' && !hasRedis) {
    variables.reject('TOKEN_CACHE', 'needs REDIS_URL', /^shared$/);
  }
  if (word === 'off' || word === 'process') return EARLIER_WORDS[word];
  return word ?? (hasRedis ? 'shared' : 'per-pod');
}

function readPollMs(variables: EnvironmentReader, tokenCache: TokenCache): number {
  const pollMs = readNumber(variables, 'BOARD_POLL_MS', { min: 0 });
  if (pollMs !== undefined && pollMs > 0 && pollMs < LEAST_POLL_MS) {
    const problem = 'must be 0 (no readings) or at least 1000: all viewers share one API limit';
    variables.reject('BOARD_POLL_MS', problem, /^\d+$/);
  }
  // With a token per call each reading would cost a token request.
  return pollMs ?? (tokenCache === 'per-call' ? 0 : DEFAULT_POLL_MS);
}
