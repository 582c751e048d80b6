import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { readSecrets, trust } from './iam.ts';

export interface PodIdentityArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The only secrets that its pods may read. */
  readonly secretArns: pulumi.Input<pulumi.Input<string>[]>;
  /** Key that these secrets are encrypted with. */
  readonly keyArn: pulumi.Input<string>;
  readonly region: string;
}

/** Lets the pods of one service account read their own secrets, and nothing else of AWS. */
export class PodIdentity extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: PodIdentityArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:PodIdentity', name, {}, options);
    const { clusterName, namespace, serviceAccount } = args;
    const role = new aws.iam.Role(
      name,
      {
        description: `Pods of service account ${namespace}/${serviceAccount}`,
        // The tags are set by EKS: a role bound to the wrong account by mistake still refuses it.
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
