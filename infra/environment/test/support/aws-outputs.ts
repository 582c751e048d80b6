import { readStackFile, type StackFile } from '../../src/stack-file.ts';

/** What a stack of onetoken-aws tells, in the shape that infra/aws/test/engine.e2e.test.ts sees from the engine. */
export function awsOutputs(stack: string): Record<string, unknown> {
  const services = ['wallboard', 'crm-sync', 'agent'];
  const secrets = ['genesys-client', 'crm-database', ...services.map((name) => `cache-${name}`)];
  const arn = (key: string) =>
    `arn:aws:secretsmanager:eu-west-1:111111111111:secret:onetoken/${stack}/${key}-sAmPlE`;
  const registry = '111111111111.dkr.ecr.eu-west-1.amazonaws.com';
  return {
    clusterName: `onetoken-${stack}`,
    cacheEndpoint: `master.onetoken-${stack}.cache.example.com`,
    cachePort: 6379,
    privateSubnetCidrs: ['10.50.0.0/19', '10.50.32.0/19'],
    secretArns: Object.fromEntries(secrets.map((key) => [key, arn(key)])),
    repositoryUrls: Object.fromEntries(
      services.map((name) => [name, `${registry}/onetoken/${stack}/${name}`]),
    ),
  };
}

/** A committed stack with everything that its program is given. */
export function committedStack(stack: string): StackFile {
  return { ...readStackFile(stack), awsOutputs: awsOutputs(stack) };
}

/** A stack away from AWS, with a cache in the cluster that speaks TLS and keeps its data. */
export function stackElsewhere(settings: Readonly<Record<string, unknown>> = {}): StackFile {
  const values = {
    genesys: {
      region: 'mypurecloud.ie',
      permissions: ['routing:queue:view'],
      client: { existingSecret: 'genesys-client' },
    },
    cache: {
      kind: 'in-cluster',
      image: 'valkey/valkey:8.1.4',
      persistence: { size: '1Gi' },
      tlsSecret: 'token-cache-tls',
    },
    services: { wallboard: { image: 'registry.example.com/onetoken/wallboard:1.0.0' } },
    ...settings,
  };
  const config = Object.entries(values).map(([key, value]) => [
    `onetoken-environment:${key}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { config: Object.fromEntries(config), secretKeys: [] };
}
