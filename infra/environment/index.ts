import {
  LoadTest,
  MockGenesys,
  Monitoring,
  NamedSecret,
  NetworkBoundary,
  TokenCache,
  TokenService,
} from '@onetoken/infra-components';
import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { connection } from './src/connection.ts';
import { dashboards } from './src/dashboards.ts';
import { serviceEnvironment } from './src/environment-variables.ts';
import { loadSettings } from './src/load-settings.ts';
import { loadTestArgs } from './src/load-test.ts';
import { boundary } from './src/network.ts';
import { CLIENT_KEYS, cacheUserKeys, cacheUserSource, clientSource } from './src/sources.ts';

const settings = loadSettings();
const { cache, loadTest, mock, wallboard } = settings;
const inCluster = { provider: new k8s.Provider('cluster', connection(settings)) };

// Namespace: it takes no pod that asks for more than the least rights.
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

// Secrets: the OAuth client of Genesys Cloud, and a user of the cache for each service.
const client = new NamedSecret(
  'genesys-client',
  { namespace, name: 'genesys-client', keys: CLIENT_KEYS, source: clientSource(settings) },
  inCluster,
);
const cacheUser = new NamedSecret(
  'cache-wallboard',
  {
    namespace,
    name: 'cache-wallboard',
    keys: cacheUserKeys(settings),
    source: cacheUserSource(settings, 'wallboard', 'token-cache'),
  },
  inCluster,
);

// Network: nothing may talk to anything but what the environment needs.
const network = new NetworkBoundary('network', { namespace, ...boundary(settings) }, inCluster);

// Token cache, unless there is one elsewhere, and Genesys Cloud, where a mock stands in for it.
const needs: pulumi.Resource[] = [network];
if (cache.kind === 'in-cluster') {
  const users = [{ name: 'wallboard', secretName: cacheUser.secretName }];
  needs.push(new TokenCache('token-cache', { ...cache, namespace, users }, inCluster));
}
if (mock) {
  const args = { namespace, image: mock.image, settingsSecretName: client.secretName };
  needs.push(new MockGenesys('mock-genesys', args, inCluster));
}

// Services: each gets its own token only if the shared one cannot be had.
const service = new TokenService(
  'wallboard',
  {
    ...wallboard,
    namespace,
    environment: { ...serviceEnvironment(settings, 'mock-genesys'), ...wallboard.environment },
    secrets: {
      client: client.secretName,
      cache: cacheUser.secretName,
      cacheCa: cache.kind === 'in-cluster' ? cache.tlsSecret : cache.caSecret,
      alert: settings.alertSecret,
    },
    permissions: settings.genesys?.permissions,
  },
  { ...inCluster, dependsOn: needs },
);

// Monitoring, where the cluster has Prometheus Operator and Grafana.
if (settings.monitoring) {
  new Monitoring('onetoken', { namespace, dashboards: dashboards() }, inCluster);
}

// Proof: the deployment fails if the fleet needs more than one token.
if (loadTest) {
  const args = { namespace, ...loadTestArgs(loadTest, 'wallboard', 'mock-genesys') };
  new LoadTest('one-token', args, { ...inCluster, dependsOn: service });
}

export { namespace };
export const wallboardService = service.serviceName;
