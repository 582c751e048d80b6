import { describe, expect, test } from 'vitest';
import { Cluster, type ClusterArgs } from '../src/cluster.ts';
import { inputsOf, once, record, value } from './support/recorder.ts';

const admin = 'arn:aws:iam::111111111111:role/platform-admin';

const create = once((settings: object = {}, args: Partial<ClusterArgs> = {}) =>
  record(
    () =>
      new Cluster('env', {
        settings: { version: '1.35', publicAccessCidrs: [], adminRoleArns: [admin], ...settings },
        clusterName: 'onetoken-dev',
        subnetIds: ['subnet-a', 'subnet-b'],
        keyArn: 'arn:key',
        deletionProtection: false,
        ...args,
      }),
  ),
);

async function clusterInputs(...args: Parameters<typeof create>) {
  const [cluster] = inputsOf(await create(...args), 'eks/cluster:Cluster');
  return cluster;
}

describe('a new cluster', () => {
  test('runs in Auto Mode: all of its switches are on', async () => {
    expect(await clusterInputs()).toMatchObject({
      computeConfig: { enabled: true, nodePools: ['general-purpose', 'system'] },
      kubernetesNetworkConfig: {
        serviceIpv4Cidr: '172.20.0.0/16',
        elasticLoadBalancing: { enabled: true },
      },
      storageConfig: { blockStorage: { enabled: true } },
      bootstrapSelfManagedAddons: false,
    });
  });

  test('keeps its API server private unless ranges are named', async () => {
    const { vpcConfig } = await clusterInputs();
    expect(vpcConfig).toMatchObject({ endpointPrivateAccess: true, endpointPublicAccess: false });
  });

  test('opens its API server to the named ranges alone', async () => {
    const { vpcConfig } = await clusterInputs({ publicAccessCidrs: ['203.0.113.0/24'] });
    expect(vpcConfig).toMatchObject({
      endpointPublicAccess: true,
      publicAccessCidrs: ['203.0.113.0/24'],
    });
  });

  test('encrypts its Secrets with the environment’s key and logs who did what', async () => {
    expect(await clusterInputs()).toMatchObject({
      encryptionConfig: { provider: { keyArn: 'arn:key' }, resources: ['secrets'] },
      enabledClusterLogTypes: ['api', 'audit', 'authenticator'],
    });
  });

  test('is administered by the named roles, and not by whoever created it', async () => {
    const resources = await create();
    const [cluster] = inputsOf(resources, 'eks/cluster:Cluster');
    expect(cluster.accessConfig.bootstrapClusterCreatorAdminPermissions).toBe(false);
    const [entry] = inputsOf(resources, 'eks/accessPolicyAssociation:AccessPolicyAssociation');
    expect(entry).toMatchObject({ principalArn: admin, accessScope: { type: 'cluster' } });
  });

  test('cannot be deleted by mistake where it is told so', async () => {
    expect(await clusterInputs({}, { deletionProtection: true })).toMatchObject({
      deletionProtection: true,
    });
  });

  test('gives nodes the right to run and to pull images, and no more', async () => {
    const attached = inputsOf(await create(), 'iam/rolePolicyAttachment:RolePolicyAttachment');
    const ofNodes = attached.filter((a) => a.role === 'env-node').map((a) => a.policyArn);
    expect(ofNodes).toEqual([
      'arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy',
      'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
    ]);
  });
});

test('an existing cluster is used as it is: nothing is created', async () => {
  let cluster: Cluster | undefined;
  const resources = await record(() => {
    cluster = new Cluster('env', {
      settings: { name: 'shared', nodeSecurityGroupId: 'sg-1' },
      clusterName: 'onetoken-dev',
      subnetIds: ['subnet-a'],
      keyArn: 'arn:key',
      deletionProtection: false,
    });
  });
  expect(resources.map((r) => r.type)).toEqual(['onetoken:aws:Cluster']);
  expect(await value((cluster as Cluster).clusterName)).toBe('shared');
  expect(await value((cluster as Cluster).nodeSecurityGroupId)).toBe('sg-1');
});
