import * as pulumi from '@pulumi/pulumi';

/** The outputs of `onetoken-aws` that this program uses. */
export interface Platform {
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly cacheClientSecurityGroupId: pulumi.Output<string>;
  readonly secretKeyArn: pulumi.Output<string>;
  /** ARN of a secret by its key, such as `genesys-client`. */
  secretArn(key: string): pulumi.Output<string>;
}

/** The outputs of the stack of `onetoken-aws` that has the same name. */
export function platformOf(stack: string): Platform {
  const reference = new pulumi.StackReference(`${pulumi.getOrganization()}/onetoken-aws/${stack}`);
  const required = <T>(name: string) => reference.requireOutput(name) as pulumi.Output<T>;
  const arns = required<Record<string, string>>('secretArns');
  return {
    privateSubnetIds: required('privateSubnetIds'),
    cacheClientSecurityGroupId: required('cacheClientSecurityGroupId'),
    secretKeyArn: required('secretKeyArn'),
    secretArn: (key) =>
      arns.apply((all) => {
        const arn = all[key];
        if (!arn)
          throw new Error(`onetoken-aws/${stack} has no secret ${key}: ${Object.keys(all)}`);
        return arn;
      }),
  };
}
