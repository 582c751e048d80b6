import { cacheHost } from '@onetoken/infra-kubernetes-components';

/** Names of the Kubernetes objects that are not part of a service. */
export const CACHE = 'token-cache';
export const MOCK = 'mock-genesys';
export const LOAD_TEST = 'one-token';

/** Names that no service may have: other objects, or users of the cache, have them already. */
export const TAKEN_NAMES: readonly string[] = [
  ...[CACHE, cacheHost(CACHE), MOCK, LOAD_TEST],
  'default', // a user of Valkey, and a service account of every namespace
  'probe', // a user of Valkey
];
