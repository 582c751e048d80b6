import {
  cacheHost,
  LoadTest,
  MockGenesys,
  Monitoring,
  NamedSecret,
  NetworkBoundary,
  type SecretSource,
  TokenCache,
  TokenService,
} from '@onetoken/infra-kubernetes-components';
import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { connection } from './src/connection.ts';
import { dashboards } from './src/dashboards.ts';
import { loadSettings } from './src/load-settings.ts';
import { loadTestArgs } from './src/load-test.ts';
import { CACHE, LOAD_TEST, MOCK } from './src/names.ts';
import { boundary } from './src/network.ts';
import { serviceArgs } from './src/service-args.ts';
import {
  CLIENT_KEYS,
  cacheUserKeys,
  cacheUserSecret,
  cacheUserSource,
  clientSource,
  DATABASE_KEYS,
} from './src/sources.ts';

// Settings; with `awsStack` the cache, secrets and images come from the stack of onetoken-aws.
const settings = await loadSettings();
const { cache, loadTest, mock } = settings;
const inCluster = { provider: new k8s.Provider('cluster', connection(settings)) };

// Namespace: it accepts only pods of the security level "restricted".
const { metadata } = new k8s.core.v1.Namespace(
  'namespace',
  {
    metadata: {
      name: settings.namespace,
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    },
  },
  inCluster,
);
const namespace = metadata.name;

// Secrets: the OAuth client of Genesys Cloud; for each service a user of the cache and, where it has one, its database.
const secret = (name: string, keys: readonly string[], source: SecretSource) =>
  new NamedSecret(name, { namespace, name, keys, source }, inCluster).secretName;
const client = secret('genesys-client', CLIENT_KEYS, clientSource(settings));
const services = Object.entries(settings.services).map(([name, service]) => ({
  name,
  service,
  cacheSecret: secret(
    cacheUserSecret(settings, name),
    cacheUserKeys(settings),
    cacheUserSource(settings, name),
  ),
  databaseSecret:
    service.database && secret(`database-${name}`, DATABASE_KEYS, service.database.secret),
}));

// Network: no connection is allowed but those that the environment needs.
const network = new NetworkBoundary('network', { namespace, ...boundary(settings) }, inCluster);

// Token cache, unless an external one is configured, and the mock where it replaces Genesys Cloud.
const needs: pulumi.Resource[] = [network];
if (cache.kind === 'in-cluster') {
  const users = services.map(({ name, cacheSecret }) => ({ name, secretName: cacheSecret }));
  needs.push(new TokenCache(CACHE, { ...cache, namespace, users }, inCluster));
}
if (mock) {
  const args = { namespace, image: mock.image, settingsSecretName: client };
  needs.push(new MockGenesys(MOCK, args, inCluster));
}

// Services. While the cache is down, each pod requests its own token.
const cacheCa = cache.kind === 'in-cluster' ? cache.tlsSecret : cache.caSecret;
const deployed = services.map(({ name, service, cacheSecret, databaseSecret }) => {
  const secrets = { client, cache: cacheSecret, cacheCa, database: databaseSecret };
  const args = {
    ...serviceArgs(settings, service),
    namespace,
    secrets: { ...secrets, alert: settings.alertSecret },
  };
  return new TokenService(name, args, { ...inCluster, dependsOn: needs });
});

// Monitoring, where the cluster has Prometheus Operator and Grafana.
if (settings.monitoring) {
  new Monitoring('onetoken', { namespace, dashboards: dashboards() }, inCluster);
}

// Load test: the deployment fails if a call fails or the services need more than one token.
if (loadTest) {
  const args = { namespace, ...loadTestArgs(loadTest) };
  new LoadTest(LOAD_TEST, args, { ...inCluster, dependsOn: deployed });
}

export { namespace };
export const cacheEndpoint = cache.kind === 'external' ? cache.endpoint : cacheHost(CACHE);
/** Names of the Kubernetes Services. */
export const serviceNames = deployed.map(({ serviceName }) => serviceName);
