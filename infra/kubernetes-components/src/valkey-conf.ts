export const CACHE_PORT = 6379;

export interface CacheSettings {
  /** Memory limit of the pod; Valkey uses three quarters of it for data. */
  readonly memoryMiB: number;
  /** What Valkey does when memory is full; default `volatile-ttl`: the entries that expire first are evicted first. */
  readonly evictionPolicy?: EvictionPolicy | undefined;
  readonly persistence?: object | undefined;
}

export const EVICTION_POLICIES = [
  'volatile-ttl',
  'volatile-lru',
  'allkeys-lru',
  'noeviction',
] as const;
export type EvictionPolicy = (typeof EVICTION_POLICIES)[number];

/** Text of `valkey.conf`. */
export function valkeyConf(settings: CacheSettings, tls: boolean): string {
  return [
    'dir /data',
    `maxmemory ${Math.floor(settings.memoryMiB * 0.75)}mb`,
    `maxmemory-policy ${settings.evictionPolicy ?? 'volatile-ttl'}`,
    'save ""',
    `appendonly ${settings.persistence ? 'yes' : 'no'}`,
    'aclfile /run/valkey/users.acl',
    ...(tls ? tlsLines : [`port ${CACHE_PORT}`]),
    '',
  ].join('\n');
}

const tlsLines = [
  'port 0',
  `tls-port ${CACHE_PORT}`,
  'tls-cert-file /etc/valkey-tls/tls.crt',
  'tls-key-file /etc/valkey-tls/tls.key',
  'tls-ca-cert-file /etc/valkey-tls/ca.crt',
  'tls-auth-clients no', // services authenticate with a password
];

/**
 * Commands that a service may use, on keys and channels with the prefix `onetoken:`: those of the token store (whose tests
 * name the same list), and those with which the pods of a service share data.
 */
const RIGHTS = [
  ...['+eval', '+evalsha', '+get', '+mget', '+set', '+del', '+pttl', '+time'],
  ...['+publish', '+subscribe', '+unsubscribe', '+info', '+ping'],
].join(' ');

/**
 * Writes the ACL file before Valkey starts, from one mounted password file per user.
 * It contains hashes only, and is in a memory volume.
 */
export const ACL_START_SCRIPT: string = `set -eu
umask 077
{
  echo 'user default off resetpass resetkeys resetchannels -@all'
  echo 'user probe on nopass resetkeys resetchannels -@all +ping'
  for file in /etc/valkey-users/*; do
    hash=$(printf %s "$(cat "$file")" | sha256sum | cut -c1-64)
    echo "user $(basename "$file") on #$hash resetkeys ~onetoken:* resetchannels &onetoken:* -@all ${RIGHTS}"
  done
} > /run/valkey/users.acl
exec valkey-server /etc/valkey/valkey.conf
`;
