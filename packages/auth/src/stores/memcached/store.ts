import type { ConnectionOptions } from 'node:tls';
import { StoreUnavailableError } from '../../errors/index.ts';
import { type Clock, systemClock } from '../../ports/clock.ts';
import type { CredentialStore, TokenStore } from '../../ports/store.ts';
import { within } from '../../ports/waiting.ts';
import { Breaker } from '../breaker.ts';
import { DocumentCredentialStore } from '../document/credential-store.ts';
import { type MemcachedAddress, parseAddress } from './address.ts';
import { MemcachedConnection, memcachedError } from './connection.ts';
import { type Bounded, DocumentItem } from './item.ts';

export interface MemcachedStoreOptions {
  /** `memcache://host:port`, or `memcaches://host:port` for TLS. One server: see `memcachedStore`. */
  readonly url: string;
  /** For `memcaches:`, such as `{ ca }`. @default what Node trusts */
  readonly tls?: ConnectionOptions | undefined;
  /** Begins the name of every item. @default 'onetoken' */
  readonly prefix?: string | undefined;
  /** @default the clock of this process */
  readonly clock?: Clock | undefined;
}

const OPERATION_MS = 250;
/** With the scope it stays below the 250 bytes that memcached allows. */
const PREFIX = /^[\w.:-]{1,100}$/;
const SCOPE = /^[\w-]{1,64}$/;

/**
 * A store in memcached 1.6 or later. All that a fleet shares about one credential is one item, since
 * memcached changes one item atomically and never two; so it is one server, too.
 *
 * Memcached may forget the item at any time: that costs one token request. It tells nobody of news,
 * so processes that wait for another's token look for it. An operation takes 250 ms at most.
 *
 * @throws TypeError for a url or prefix that cannot be used
 */
export function memcachedStore(options: MemcachedStoreOptions): TokenStore {
  const { prefix = 'onetoken', clock = systemClock } = options;
  const address = parseAddress(options.url, options.tls);
  if (!PREFIX.test(prefix)) {
    throw new TypeError('memcachedStore: prefix must be 1 to 100 letters, digits or . : _ -');
  }
  const connection = new MemcachedConnection(address);
  const bounded = boundedBy(clock, connection, address);
  const open = new Set<CredentialStore>();
  return {
    open(scope): CredentialStore {
      if (!SCOPE.test(scope)) throw new TypeError('memcachedStore: scope must be base64url');
      const key = `${prefix}:${scope}`;
      const close = async (): Promise<void> => {
        if (open.delete(part) && open.size === 0) connection.drop();
      };
      const part = new DocumentCredentialStore(
        new DocumentItem({ connection, key, clock, bounded, close }),
      );
      open.add(part);
      return part;
    },
  };
}

/** Whatever fails, the connection goes with it: an answer that is still on its way must reach nobody. */
function boundedBy(
  clock: Clock,
  connection: MemcachedConnection,
  address: MemcachedAddress,
): Bounded {
  const breaker = new Breaker(clock);
  const error = (): Error => new StoreUnavailableError('timeout', `${OPERATION_MS} ms`);
  return (operation) =>
    breaker.run(async () => {
      try {
        return await within({ clock, ms: OPERATION_MS, error }, operation);
      } catch (reason) {
        connection.drop();
        throw memcachedError(reason, address);
      }
    });
}
