import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface EnvironmentSecretArgs {
  /** Name in Secrets Manager, such as `onetoken/dev/genesys-client`. */
  readonly secretName: string;
  readonly description: string;
  readonly keyArn: pulumi.Input<string>;
  /** Properties of its JSON value. Without them the secret is created empty, and Pulumi never sees its value. */
  readonly value?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly keep: pulumi.CustomResourceOptions;
}

/** One entry in Secrets Manager: a JSON object whose properties have the names of the keys in the Kubernetes Secret. */
export class EnvironmentSecret extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    args: EnvironmentSecretArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('onetoken:aws:EnvironmentSecret', name, {}, options);
    const secret = new aws.secretsmanager.Secret(
      name,
      { name: args.secretName, description: args.description, kmsKeyId: args.keyArn },
      { parent: this, ...args.keep },
    );
    if (args.value) {
      new aws.secretsmanager.SecretVersion(
        name,
        { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify(args.value)) },
        { parent: this },
      );
    }
    this.arn = secret.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
