import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { readSecrets, trust } from './iam.ts';

export interface PodIdentityArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The only secrets that its pods may read. */
  readonly secretArns: pulumi.Input<pulumi.Input<string>[]>;
  /** Key that encrypts these secrets. */
  readonly keyArn: pulumi.Input<string>;
  readonly region: string;
}

/** Allows the pods of one service account to read their own secrets, and nothing else in AWS. */
export class PodIdentity extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: PodIdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:PodIdentity', name, {}, options);
    const { clusterName, namespace, serviceAccount } = args;
    const role = new aws.iam.Role(
      name,
      {
        description: `Pods of service account ${namespace}/${serviceAccount}`,
        // EKS sets these tags, so a role that is bound to the wrong service account still refuses it.
        assumeRolePolicy: trust('pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession'], {
          StringEquals: {
            'aws:RequestTag/kubernetes-namespace': namespace,
            'aws:RequestTag/kubernetes-service-account': serviceAccount,
          },
        }),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: pulumi
          .all([args.secretArns, args.keyArn])
          .apply(([secrets, key]) => readSecrets(secrets, key, args.region)),
      },
      { parent: this },
    );
    new aws.eks.PodIdentityAssociation(
      name,
      { clusterName, namespace, serviceAccount, roleArn: role.arn },
      { parent: this },
    );
    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
