import {
  cacheHost,
  LoadTest,
  MockGenesys,
  Monitoring,
  NamedSecret,
  NetworkBoundary,
  TokenCache,
  TokenService,
} from '@onetoken/infra-kubernetes-components';
import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { connection } from './src/connection.ts';
import { dashboards } from './src/dashboards.ts';
import { serviceEnvironment, withDatabase } from './src/environment-variables.ts';
import { loadSettings } from './src/load-settings.ts';
import { loadTestArgs } from './src/load-test.ts';
import { boundary } from './src/network.ts';
import { type Service, servicesOf } from './src/services.ts';
import {
  CLIENT_KEYS,
  cacheUserKeys,
  cacheUserSecret,
  cacheUserSource,
  clientSource,
} from './src/sources.ts';

// Settings; with `awsStack`, cache, secrets and images are those that onetoken-aws made.
const settings = await loadSettings();
const { cache, crmSync, loadTest, mock, wallboard } = settings;
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
const users = servicesOf(settings).map(({ name }) => {
  const source = cacheUserSource(settings, name, cacheHost('token-cache'));
  const secret = cacheUserSecret(settings, name);
  const args = { namespace, name: secret, keys: cacheUserKeys(settings), source };
  return { name, secretName: new NamedSecret(secret, args, inCluster).secretName };
});

const database =
  crmSync?.database &&
  new NamedSecret(
    'crm-database',
    { namespace, name: 'crm-database', keys: ['url'], source: crmSync.database.secret },
    inCluster,
  );

// Network: nothing may talk to anything but what the environment needs.
const network = new NetworkBoundary('network', { namespace, ...boundary(settings) }, inCluster);

// Token cache, unless there is one elsewhere, and Genesys Cloud, where a mock stands in for it.
const needs: pulumi.Resource[] = [network];
if (cache.kind === 'in-cluster') {
  needs.push(new TokenCache('token-cache', { ...cache, namespace, users }, inCluster));
}
if (mock) {
  const args = { namespace, image: mock.image, settingsSecretName: client.secretName };
  needs.push(new MockGenesys('mock-genesys', args, inCluster));
}

// Services: each gets its own token only if the shared one cannot be had.
const args = (name: string, own: Service) => ({
  ...{ ...own, namespace },
  environment: { ...serviceEnvironment(settings, 'mock-genesys'), ...own.environment },
  secrets: {
    client: client.secretName,
    cache: users.find((user) => user.name === name)?.secretName,
    cacheCa: cache.kind === 'in-cluster' ? cache.tlsSecret : cache.caSecret,
    database: name === 'crm-sync' ? database?.secretName : undefined,
    alert: settings.alertSecret,
  },
  permissions: settings.genesys?.permissions,
});
const needed = { ...inCluster, dependsOn: needs };
const board = new TokenService('wallboard', args('wallboard', wallboard), needed);
if (crmSync) new TokenService('crm-sync', args('crm-sync', withDatabase(crmSync)), needed);

// Monitoring, where the cluster has Prometheus Operator and Grafana.
if (settings.monitoring) {
  new Monitoring('onetoken', { namespace, dashboards: dashboards() }, inCluster);
}

// Proof: the deployment fails if the fleet needs more than one token.
if (loadTest) {
  const args = { namespace, ...loadTestArgs(loadTest, 'wallboard', 'mock-genesys') };
  new LoadTest('one-token', args, { ...inCluster, dependsOn: board });
}

export { namespace };
export const cacheEndpoint = cache.kind === 'external' ? cache.endpoint : cacheHost('token-cache');
export const wallboardService = board.serviceName;
