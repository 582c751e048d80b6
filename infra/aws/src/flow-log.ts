import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { allow, trust } from './iam.ts';

export interface FlowLogArgs {
  readonly vpcId: pulumi.Input<string>;
}

/** Refused connections of the VPC, kept for 90 days. Look here first when the cache is unreachable. */
export class FlowLog extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:FlowLog', name, {}, options);
    const child = { parent: this };
    const group = new aws.cloudwatch.LogGroup(
      name,
      { name: `/onetoken/${name}/refused-connections`, retentionInDays: 90 },
      child,
    );
    const role = new aws.iam.Role(
      `${name}-flow-log`,
      { assumeRolePolicy: trust('vpc-flow-logs.amazonaws.com') },
      child,
    );
    new aws.iam.RolePolicy(
      `${name}-flow-log`,
      {
        role: role.id,
        policy: group.arn.apply((arn) =>
          allow([
            {
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
              resources: [arn, `${arn}:log-stream:*`],
            },
          ]),
        ),
      },
      child,
    );
    new aws.ec2.FlowLog(
      name,
      { vpcId: args.vpcId, trafficType: 'REJECT', logDestination: group.arn, iamRoleArn: role.arn },
      child,
    );
    this.registerOutputs({});
  }
}
