export { type AlertRule, alertRules } from './alert-rules.ts';
export type { Replicas } from './availability.ts';
export { configHash } from './config-hash.ts';
export { LoadTest, type LoadTestArgs, type LoadTestRunner } from './load-test.ts';
export {
  MOCK_ADMIN_PORT,
  type MockClient,
  MockGenesys,
  type MockGenesysArgs,
  mockSettings,
} from './mock-genesys.ts';
export { Monitoring, type MonitoringArgs } from './monitoring.ts';
export {
  type ExternalSecretSource,
  NamedSecret,
  type NamedSecretArgs,
  type SecretSource,
} from './named-secret.ts';
export { NetworkBoundary } from './network-boundary.ts';
export type { GenesysEgress, NetworkBoundaryArgs } from './network-rules.ts';
export type { ServiceSecrets } from './service-secrets.ts';
export { type TokenAgentArgs, withTokenAgent } from './token-agent.ts';
export {
  type CachePersistence,
  type CacheUser,
  cacheHost,
  TokenCache,
  type TokenCacheArgs,
} from './token-cache.ts';
export {
  type ServiceResources,
  TokenService,
  type TokenServiceArgs,
} from './token-service.ts';
export { CACHE_PORT, EVICTION_POLICIES, type EvictionPolicy } from './valkey-conf.ts';
