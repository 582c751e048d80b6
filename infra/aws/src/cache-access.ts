/**
 * What a service's user may do in the cache, as an access string of Valkey: only keys and channels with the prefix
 * `onetoken:`, and the commands of the token store (README of @onetoken/auth) and of services that share data (`mget`).
 */
export const CACHE_ACCESS =
  'on ~onetoken:* &onetoken:* -@all +eval +evalsha +get +mget +set +del +pttl +time +publish +subscribe +unsubscribe +info +ping';

/** Access of the default user, whom clients without a user name get: none. */
export const NO_ACCESS = 'off -@all';

/** URL of the cache for one user, always with TLS. */
export function cacheUrl(user: string, password: string, host: string, port: number): string {
  return `rediss://${user}:${password}@${host}:${port}`;
}
