import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface ImageRepositoryArgs {
  readonly repositoryName: string;
  readonly keyArn: pulumi.Input<string>;
  readonly keep: pulumi.CustomResourceOptions;
}

/** Image repository of a service: tags are immutable, each push is scanned, old images expire. */
export class ImageRepository extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: ImageRepositoryArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:ImageRepository', name, {}, options);
    const repository = new aws.ecr.Repository(
      name,
      {
        name: args.repositoryName,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: args.keyArn }],
      },
      { parent: this, ...args.keep },
    );
    new aws.ecr.LifecyclePolicy(
      name,
      { repository: repository.name, policy: JSON.stringify({ rules: LIFECYCLE }) },
      { parent: this },
    );
    this.url = repository.repositoryUrl;
    this.registerOutputs({ url: this.url });
  }
}

const LIFECYCLE = [
  {
    rulePriority: 1,
    description: 'Untagged images expire after two weeks',
    selection: {
      tagStatus: 'untagged',
      countType: 'sinceImagePushed',
      countUnit: 'days',
      countNumber: 14,
    },
    action: { type: 'expire' },
  },
  {
    rulePriority: 2,
    description: 'The newest 50 images stay, more than a rollback needs',
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 50 },
    action: { type: 'expire' },
  },
];
