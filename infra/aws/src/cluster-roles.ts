import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import { trust } from './iam.ts';

export interface AutoModeRoles {
  readonly cluster: aws.iam.Role;
  readonly node: aws.iam.Role;
  readonly attachments: aws.iam.RolePolicyAttachment[];
}

// The policies that AWS lists for Auto Mode: docs.aws.amazon.com/eks/latest/userguide/automode-get-started-cli.html
const CLUSTER_POLICIES = [
  'AmazonEKSClusterPolicy',
  'AmazonEKSComputePolicy',
  'AmazonEKSBlockStoragePolicy',
  'AmazonEKSLoadBalancingPolicy',
  'AmazonEKSNetworkingPolicy',
];
const NODE_POLICIES = ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEC2ContainerRegistryPullOnly'];

/** The two roles of EKS Auto Mode, with AWS's managed policies for exactly this use. */
export function autoModeRoles(name: string, options: pulumi.CustomResourceOptions): AutoModeRoles {
  const cluster = new aws.iam.Role(
    `${name}-cluster`,
    { assumeRolePolicy: trust('eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession']) },
    options,
  );
  const node = new aws.iam.Role(
    `${name}-node`,
    { assumeRolePolicy: trust('ec2.amazonaws.com') },
    options,
  );
  const attach = (role: aws.iam.Role) => (policy: string) =>
    new aws.iam.RolePolicyAttachment(
      `${name}-${policy}`,
      { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
      options,
    );
  return {
    cluster,
    node,
    attachments: [...CLUSTER_POLICIES.map(attach(cluster)), ...NODE_POLICIES.map(attach(node))],
  };
}
