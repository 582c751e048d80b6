import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { type AutoModeRoles, autoModeRoles } from './cluster-roles.ts';
import { type ClusterSettings, SERVICE_CIDR } from './settings.ts';

export interface ClusterArgs {
  readonly settings: ClusterSettings;
  /** Name in EKS of a new cluster. */
  readonly clusterName: string;
  readonly subnetIds: pulumi.Input<string[]>;
  /** Encrypts the Secrets in the cluster's etcd. */
  readonly keyArn: pulumi.Input<string>;
  readonly deletionProtection: boolean;
}

type NewCluster = Extract<ClusterSettings, { version: string }>;

/**
 * EKS in Auto Mode: AWS manages nodes, storage, load balancing and the Pod Identity agent.
 * With the name of an existing cluster it creates nothing; that cluster must run the Pod Identity agent.
 */
export class Cluster extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  /** Security group of the nodes, and so of the pods. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ClusterArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:Cluster', name, {}, options);
    if ('name' in args.settings) {
      this.clusterName = pulumi.output(args.settings.name);
      this.nodeSecurityGroupId = pulumi.output(args.settings.nodeSecurityGroupId);
    } else {
      const cluster = this.#create(name, args, args.settings);
      this.clusterName = cluster.name;
      this.nodeSecurityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    }
    this.registerOutputs({ clusterName: this.clusterName });
  }

  #create(name: string, args: ClusterArgs, settings: NewCluster): aws.eks.Cluster {
    const child = { parent: this };
    // Created before the cluster; otherwise EKS creates it and keeps the logs forever.
    const logs = new aws.cloudwatch.LogGroup(
      name,
      { name: `/aws/eks/${args.clusterName}/cluster`, retentionInDays: 90 },
      child,
    );
    const roles = autoModeRoles(name, child);
    const cluster = new aws.eks.Cluster(name, clusterSpec(args, settings, roles), {
      ...child,
      // Without these permissions a cluster cannot delete its own resources when it is destroyed.
      dependsOn: [logs, ...roles.attachments],
    });
    settings.adminRoleArns.forEach((principalArn, index) => {
      this.#admin(`${name}-admin-${index}`, cluster.name, principalArn);
    });
    return cluster;
  }

  #admin(name: string, clusterName: pulumi.Output<string>, principalArn: string): void {
    const entry = new aws.eks.AccessEntry(name, { clusterName, principalArn }, { parent: this });
    new aws.eks.AccessPolicyAssociation(
      name,
      {
        clusterName,
        principalArn,
        policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
        accessScope: { type: 'cluster' },
      },
      { parent: this, dependsOn: [entry] },
    );
  }
}

function clusterSpec(
  args: ClusterArgs,
  settings: NewCluster,
  roles: AutoModeRoles,
): aws.eks.ClusterArgs {
  return {
    name: args.clusterName,
    version: settings.version,
    roleArn: roles.cluster.arn,
    accessConfig: {
      authenticationMode: 'API',
      bootstrapClusterCreatorAdminPermissions: false,
    },
    vpcConfig: {
      subnetIds: args.subnetIds,
      endpointPrivateAccess: true,
      endpointPublicAccess: settings.publicAccessCidrs.length > 0,
      ...(settings.publicAccessCidrs.length > 0 && {
        publicAccessCidrs: settings.publicAccessCidrs,
      }),
    },
    // Auto Mode needs these three switches and the line after them together.
    computeConfig: {
      enabled: true,
      nodePools: ['general-purpose', 'system'],
      nodeRoleArn: roles.node.arn,
    },
    kubernetesNetworkConfig: {
      serviceIpv4Cidr: SERVICE_CIDR,
      elasticLoadBalancing: { enabled: true },
    },
    storageConfig: { blockStorage: { enabled: true } },
    bootstrapSelfManagedAddons: false,
    encryptionConfig: { provider: { keyArn: args.keyArn }, resources: ['secrets'] },
    enabledClusterLogTypes: ['api', 'audit', 'authenticator'],
    deletionProtection: args.deletionProtection,
  };
}
