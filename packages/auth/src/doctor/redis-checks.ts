import type { RedisSettings } from '../environment/settings.ts';
import { type StoreFailure, StoreUnavailableError } from '../errors/index.ts';
import type { TokenStore } from '../ports/store.ts';
import { createKeyring } from '../shared/keyring.ts';
import type { Check } from './check.ts';
import type { Configuration } from './configuration.ts';
import { exerciseStore, OPERATION_MS, OperationError } from './exercise-store.ts';

/** Where the checks write; a fixed name, so that repeated runs add no keys. */
const SCRATCH = 'doctor';
const ACL =
  'resetkeys ~PREFIX:* resetchannels &PREFIX:* -@all ' +
  '+eval +evalsha +get +set +del +pttl +time +publish +subscribe +info';

/** Whether Redis works with our rights, and whether our keys decrypt the shared token. */
export async function checkRedis(configuration: Configuration): Promise<readonly Check[]> {
  const { redis } = configuration;
  if (!redis) return [NO_REDIS];
  // ioredis is installed: the settings were checked.
  const { redisStore } = await import('../stores/redis/store.ts');
  const store = redisStore({ ...redis, operationMs: 2_000, connectMs: 2_000 });
  const first = await checkOperations(store, redis);
  if (first.outcome === 'failed') return [first];
  return [first, await checkSharedToken(store, configuration)];
}

const NO_REDIS: Check = {
  name: 'redis',
  outcome: 'warn',
  message: 'REDIS_URL is not set: each process requests its own token',
  advice: 'Set it for every service that runs more than one process.',
};
async function checkOperations(store: TokenStore, redis: RedisSettings): Promise<Check> {
  const name = 'redis';
  try {
    const { isNotified, readMs } = await exerciseStore(store, SCRATCH);
    const message = `every operation works; a read takes ${readMs.toFixed(1)} ms`;
    if (readMs >= OPERATION_MS) {
      const advice = `A process waits ${OPERATION_MS} ms at most, then works without Redis. Use a Redis that is nearer.`;
      return { name, outcome: 'warn', message, advice };
    }
    if (isNotified) return { name, outcome: 'ok', message };
    const advice = `Processes that wait for a token must poll. Give the user these rights: ${aclOf(redis)}`;
    return { name, outcome: 'warn', message: `${message}, but no notification arrives`, advice };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return failedCheck(error, redis);
  }
}

function failedCheck({ operation, reason }: OperationError, redis: RedisSettings): Check {
  const isSilent = ['disconnected', 'timeout', 'breaker-open'].includes(reason);
  return {
    name: 'redis',
    outcome: 'failed',
    ...(isSilent && { cause: 'unavailable' }),
    message: `Redis at ${new URL(redis.url).host} failed in "${operation}" (${reason})`,
    advice: adviceFor(reason, redis),
  };
}

function adviceFor(reason: StoreFailure, redis: RedisSettings): string {
  switch (reason) {
    case 'access-denied':
      return `Check user and password of REDIS_URL, and give the user these rights: ${aclOf(redis)}`;
    case 'read-only':
      return 'REDIS_URL names a replica; name the primary, or its endpoint that follows a failover.';
    case 'out-of-memory':
      return 'Raise maxmemory, or let volatile keys be evicted (maxmemory-policy volatile-lru).';
    case 'error':
      return 'Redis 6.2 or Valkey is needed; for a cluster, set REDIS_CLUSTER=1.';
    default:
      return 'Check address, port and network; for TLS, rediss:// in REDIS_URL and the CA in REDIS_CA_FILE.';
  }
}

function aclOf({ prefix, cluster }: RedisSettings): string {
  const rights = ACL.replaceAll('PREFIX', prefix);
  return cluster ? `${rights} +cluster|info +cluster|slots` : rights;
}

async function checkSharedToken(store: TokenStore, configuration: Configuration): Promise<Check> {
  const { scope, sealingKeys, credentials } = configuration;
  const keyring = createKeyring(scope, sealingKeys, credentials);
  const part = store.open(scope);
  const name = 'shared token';
  try {
    const query = { tokens: keyring.names, notes: ['generation'] };
    const { tokens, notes } = await part.read(query);
    const found = tokens.flatMap((entry, index) =>
      entry ? [{ entry, at: keyring.names[index] }] : [],
    );
    const sealed = found.filter(({ entry, at = '' }) => !keyring.open(at, entry));
    if (sealed.length > 0) return SEALED;
    if (found.length > 0) return { name, outcome: 'ok', message: 'our keys decrypt it' };
    return notes[0] ? ELSEWHERE : { name, outcome: 'ok', message: 'none yet' };
  } catch (error) {
    const reason = error instanceof StoreUnavailableError ? error.reason : 'error';
    return { name, outcome: 'unknown', message: `it could not be read (${reason})` };
  } finally {
    await part.close();
  }
}

const SEALED: Check = {
  name: 'shared token',
  outcome: 'failed',
  message: 'it has the id of our encryption key, but our key does not decrypt it',
  advice: 'Two keys have the same id. Give all services the same ONETOKEN_ENCRYPTION_KEYS.',
};
const ELSEWHERE: Check = {
  name: 'shared token',
  outcome: 'warn',
  message: 'this client has shared tokens before, but none for our encryption key',
  advice:
    'If other services run now, their client secret or ONETOKEN_ENCRYPTION_KEYS differ from these.',
};
