/**
 * What a service's user may do in the cache, in the words of Valkey's ACL: onetoken's own keys and channels, and the commands
 * that the token store (README of @onetoken/auth) and the wallboard (`mget`) use.
 */
export const CACHE_ACCESS =
  'on ~onetoken:* &onetoken:* -@all +eval +evalsha +get +mget +set +del +pttl +time +publish +subscribe +unsubscribe +info +ping';

/** The user that clients without a name would be: it may do nothing. */
export const NO_ACCESS = 'off -@all';

/** Address of the cache as one user: TLS always. */
export function cacheUrl(user: string, password: string, host: string, port: number): string {
  return `rediss://${user}:${password}@${host}:${port}`;
}
