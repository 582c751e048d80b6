import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { loadConfig } from './src/config.ts';
import { GenesysFunction } from './src/genesys-function.ts';
import { platformOf } from './src/platform.ts';

const stack = pulumi.getStack();
const { account, region, client, tags, ...config } = loadConfig(new pulumi.Config(), stack);

// One account, one region, and tags that separate the costs of the stacks.
const provider = new aws.Provider('aws', {
  region: region as aws.Region,
  allowedAccountIds: [account],
  defaultTags: { tags: { Project: 'onetoken', Environment: stack, ManagedBy: 'pulumi', ...tags } },
});

// Network, cache and secrets come from the stack of onetoken-aws with the same name.
const platform = platformOf(stack);

// The function: the bundle of packages/lambda, which `pnpm build` creates.
const handler = new GenesysFunction(
  'queue-status',
  {
    ...config,
    account,
    region,
    functionName: `onetoken-${stack}-queue-status`,
    bundle: path.dirname(fileURLToPath(import.meta.resolve('@onetoken/lambda/bundle'))),
    subnetIds: platform.privateSubnetIds,
    securityGroupId: platform.cacheClientSecurityGroupId,
    clientSecretArn: platform.secretArn(client),
    cacheSecretArn: platform.secretArn('cache-lambda'),
    secretKeyArn: platform.secretKeyArn,
  },
  { providers: [provider] },
);

export const functionArn = handler.arn;
