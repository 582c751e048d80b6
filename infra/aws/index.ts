import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { Alarms } from './src/alarms.ts';
import { Cluster } from './src/cluster.ts';
import { loadConfig } from './src/config.ts';
import { ImageRepository } from './src/image-repository.ts';
import { Network } from './src/network.ts';
import { PodIdentity } from './src/pod-identity.ts';
import { ServiceSecrets } from './src/service-secrets.ts';
import { CACHE_PORT, TokenCache } from './src/token-cache.ts';

const stack = pulumi.getStack();
const config = loadConfig(new pulumi.Config(), stack);
const { account, region, services } = config;
const name = `onetoken-${stack}`;

// One account, one region, and tags that separate the costs of the stacks.
const tags = { Project: 'onetoken', Environment: stack, ManagedBy: 'pulumi', ...config.tags };
const provider = new aws.Provider('aws', {
  region: region as aws.Region,
  allowedAccountIds: [account],
  defaultTags: { tags },
});
const options = { providers: [provider] };

// Data of production that cannot be restored survives `pulumi destroy` and a rename.
const keep = config.production ? { protect: true, retainOnDelete: true } : {};

// One key for all data at rest: cache, secrets, images and the Secrets of the cluster.
const key = new aws.kms.Key(
  name,
  { description: `${name}: data at rest`, enableKeyRotation: true },
  { provider, ...keep },
);
const keyArn = key.arn;

// Network: private subnets for all workloads.
const network = new Network(name, { settings: config.network, region }, options);

// Kubernetes: a new cluster in Auto Mode, or an existing one.
const cluster = new Cluster(
  name,
  {
    settings: config.cluster,
    clusterName: name,
    subnetIds: network.privateSubnetIds,
    keyArn,
    deletionProtection: config.production,
  },
  options,
);

// Token cache: Valkey with one user per service, for pods and functions.
const cache = new TokenCache(
  name,
  {
    cacheName: name,
    vpcId: network.vpcId,
    subnetIds: network.privateSubnetIds,
    ...config.cache,
    passwords: config.cachePasswords,
    keyArn,
    clientSecurityGroupIds: { cluster: cluster.nodeSecurityGroupId },
    keep,
  },
  options,
);

// Secrets: one per Genesys client, one per service with its URL of the cache, and the further ones.
const secrets = new ServiceSecrets(
  name,
  {
    path: `onetoken/${stack}`,
    services,
    cachePasswords: config.cachePasswords,
    cacheHost: cache.endpoint,
    cachePort: CACHE_PORT,
    keyArn,
    keep,
  },
  options,
);

// Each service in the cluster has an image repository and may read its own secrets.
const inCluster = Object.keys(services).filter((name) => services[name]?.runsOn === 'kubernetes');
const pods = { clusterName: cluster.clusterName, keyArn, region };
const repositories = inCluster.map((service) => {
  const repositoryName = `onetoken/${stack}/${service}`;
  const { url } = new ImageRepository(service, { repositoryName, keyArn, keep }, options);
  const account = { namespace: 'onetoken', serviceAccount: service };
  new PodIdentity(service, { ...pods, ...account, secretArns: secrets.arnsOf(service) }, options);
  return [service, url] as const;
});

// The External Secrets Operator, if configured, copies the secrets of those services.
if (config.secretReader) {
  const secretArns = inCluster.flatMap((service) => secrets.arnsOf(service));
  new PodIdentity('secret-reader', { ...pods, ...config.secretReader, secretArns }, options);
}

// Alarms on the cache and the token.
new Alarms(
  name,
  { environment: stack, cacheNodes: cache.nodeNames, topicArns: config.alarms.topicArns },
  options,
);

// Outputs that onetoken-environment and onetoken-aws-lambda read through a StackReference.
export const clusterName = cluster.clusterName;
export const cacheEndpoint = cache.endpoint;
export const cachePort = CACHE_PORT;
export const cacheClientSecurityGroupId = cache.clientSecurityGroupId;
export const privateSubnetIds = network.privateSubnetIds;
export const privateSubnetCidrs = network.privateSubnetCidrs;
export const secretArns = secrets.arns;
export const secretKeyArn = keyArn;
export const repositoryUrls = Object.fromEntries(repositories);
