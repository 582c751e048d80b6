import type { ConnectionOptions } from 'node:tls';

/** Where a memcached listens. */
export interface MemcachedAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: ConnectionOptions | undefined;
}

const DEFAULT_PORT = 11_211;
/** One name or address; a list of servers is not allowed. */
const HOST = /^[\w.:[\]-]+$/;
const IS_SECURE: Readonly<Record<string, boolean>> = { 'memcache:': false, 'memcaches:': true };

/**
 * Reads `memcache://host:11211` or, for TLS, `memcaches://host:11211`.
 * @throws TypeError for anything else; the message does not repeat it, as it may hold a password
 */
export function parseAddress(url: string, tls: ConnectionOptions = {}): MemcachedAddress {
  const parsed = URL.parse(url);
  const isSecure = parsed ? IS_SECURE[parsed.protocol] : undefined;
  if (!parsed || !HOST.test(parsed.hostname) || isSecure === undefined) {
    throw new TypeError(
      'memcachedStore: url must be memcache://host:port or memcaches://host:port',
    );
  }
  if (parsed.username || parsed.password) {
    throw new TypeError(
      'memcachedStore: url must not hold a user or password: SASL is not supported',
    );
  }
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  return { host, port: Number(parsed.port) || DEFAULT_PORT, tls: isSecure ? tls : undefined };
}
