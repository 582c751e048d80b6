import { readSecrets, trust } from '@onetoken/infra-aws/iam';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { functionAccess } from './function-access.ts';

export interface GenesysFunctionArgs {
  readonly functionName: string;
  /** Folder with the bundled handler, `index.mjs`. */
  readonly bundle: string;
  readonly region: string;
  readonly account: string;
  readonly genesysRegion: string;
  readonly concurrency: number;
  readonly subnetIds: pulumi.Input<string[]>;
  /** Members of this security group may connect to the cache. */
  readonly securityGroupId: pulumi.Input<string>;
  /** The OAuth client: read at a cold start, and again when the token endpoint refuses the client. */
  readonly clientSecretArn: pulumi.Input<string>;
  /** The URL of the cache. */
  readonly cacheSecretArn: pulumi.Input<string>;
  readonly secretKeyArn: pulumi.Input<string>;
  readonly alarmTopicArns: readonly string[];
}

/** A function in the private network that shares the fleet's token through the cache. */
export class GenesysFunction extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: GenesysFunctionArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:GenesysFunction', name, {}, options);
    const child = { parent: this };
    const logs = new aws.cloudwatch.LogGroup(
      name,
      { name: `/aws/lambda/${args.functionName}`, retentionInDays: 30 },
      child,
    );
    const { role, permissions } = this.#role(name, args, logs);
    const code = new aws.lambda.Function(
      name,
      { ...specification(args, logs.name), role: role.arn },
      { ...child, dependsOn: permissions },
    );
    this.#alarm(name, args);
    this.arn = code.arn;
    this.registerOutputs({ arn: this.arn });
  }

  #role(name: string, args: GenesysFunctionArgs, logs: aws.cloudwatch.LogGroup) {
    const child = { parent: this };
    const role = new aws.iam.Role(name, { assumeRolePolicy: trust('lambda.amazonaws.com') }, child);
    const policy = (suffix: string, text: pulumi.Output<string>) =>
      new aws.iam.RolePolicy(`${name}-${suffix}`, { role: role.id, policy: text }, child);
    const functionArn = `arn:aws:lambda:${args.region}:${args.account}:function:${args.functionName}`;
    const permissions = [
      // Lambda creates the network interfaces with this role; the actions are those that AWS lists for it.
      new aws.iam.RolePolicyAttachment(
        name,
        {
          role: role.name,
          policyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess',
        },
        child,
      ),
      policy(
        'access',
        logs.arn.apply((arn) => functionAccess(arn, functionArn)),
      ),
      policy(
        'secrets',
        pulumi
          .all([args.clientSecretArn, args.cacheSecretArn, args.secretKeyArn])
          .apply(([client, cache, key]) => readSecrets([client, cache], key, args.region)),
      ),
    ];
    return { role, permissions };
  }

  #alarm(name: string, { functionName, alarmTopicArns }: GenesysFunctionArgs): void {
    new aws.cloudwatch.MetricAlarm(
      name,
      {
        name: `${functionName}-errors`,
        alarmDescription:
          'The function fails. Runbook: throttled-by-genesys, then rotate-client-secret.',
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensions: { FunctionName: functionName },
        statistic: 'Sum',
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 0,
        period: 300,
        evaluationPeriods: 1,
        treatMissingData: 'notBreaching',
        alarmActions: [...alarmTopicArns],
        okActions: [...alarmTopicArns],
      },
      { parent: this },
    );
  }
}

function specification(
  args: GenesysFunctionArgs,
  logGroup: pulumi.Input<string>,
): Omit<aws.lambda.FunctionArgs, 'role'> {
  return {
    name: args.functionName,
    runtime: 'nodejs24.x',
    architectures: ['arm64'],
    handler: 'index.handler',
    code: new pulumi.asset.AssetArchive({ '.': new pulumi.asset.FileArchive(args.bundle) }),
    memorySize: 256,
    // Longer than the time limits of the library: 8 s for a token, then the call.
    timeout: 30,
    reservedConcurrentExecutions: args.concurrency,
    vpcConfig: { subnetIds: args.subnetIds, securityGroupIds: [args.securityGroupId] },
    environment: {
      variables: {
        GENESYSCLOUD_REGION: args.genesysRegion,
        ONETOKEN_CLIENT_SECRET_ARN: args.clientSecretArn,
        ONETOKEN_CACHE_SECRET_ARN: args.cacheSecretArn,
        NODE_OPTIONS: '--enable-source-maps',
      },
    },
    loggingConfig: { logFormat: 'JSON', logGroup },
  };
}
