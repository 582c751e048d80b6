/**
 * The AWS programs, and the environment that reads their outputs, run by the real Pulumi engine against a stand-in for the
 * providers `aws` and `kubernetes` (stand-in/): what is shown is what the engine does with them. That AWS accepts it is not shown.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Engine, type Stack, type Step } from './support/engine.ts';

const program = path.join(import.meta.dirname, '..');
const functionProgram = path.join(import.meta.dirname, '../../aws-lambda');
const environmentProgram = path.join(import.meta.dirname, '../../environment');
const pack = path.join(import.meta.dirname, '../../policy/pack');
const withPolicies = ['--policy-pack', pack];
const services = ['wallboard', 'crm-sync', 'agent', 'lambda'];
const password = (service: string) => `sample-password-of-${service}`;

const installed = await Engine.isInstalled();
if (!installed) console.warn('skipped: pulumi and pulumi-language-nodejs are not on PATH');

async function configured(engine: Engine, name: string, settings?: string): Promise<Stack> {
  const stack = await engine.stack(program, name, settings);
  await stack.setSecrets(
    Object.fromEntries(services.map((s) => [`cachePasswords.${s}[0]`, password(s)])),
  );
  return stack;
}

/** What the command in the runbook that makes this file would write into it. */
async function runbookFile(file: string): Promise<string> {
  const root = path.join(import.meta.dirname, '../../..');
  const page = await readFile(path.join(root, 'docs/runbooks/region-fail-over.md'), 'utf8');
  const command = page.split('\n').find((line) => line.trim().endsWith(` > ${file}`));
  if (!command) throw new Error(`the runbook does not make ${file}`);
  const shell = promisify(execFile);
  return (await shell('sh', ['-c', command.replace(` > ${file}`, '')], { cwd: root })).stdout;
}

describe.skipIf(!installed)('with the real engine', { timeout: 300_000 }, () => {
  let engine: Engine;
  let dev: Stack;
  let functions: Stack;
  let environment: Stack;
  let steps: Step[];

  beforeAll(async () => {
    engine = await Engine.start();
    dev = await configured(engine, 'dev');
    const up = await dev.up(...withPolicies);
    expect(up.output).toContain('✅ onetoken@');
    expect(up.ok).toBe(true);
    steps = await engine.steps();
  }, 300_000);

  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
  });

  function position(type: string, name: string): number {
    const index = steps.findIndex((step) => step.type === `aws:${type}` && step.name === name);
    expect(index, `${type} ${name} was created`).toBeGreaterThanOrEqual(0);
    return index;
  }

  test('the cluster is created after the permissions that it needs', () => {
    const cluster = position('eks/cluster:Cluster', 'onetoken-dev');
    for (const { type, name } of steps.filter((s) => s.type.endsWith(':RolePolicyAttachment'))) {
      expect(position(type.replace('aws:', ''), name)).toBeLessThan(cluster);
    }
  });

  test('the cache is created with its users, and its address is told after that', () => {
    const cache = position('elasticache/replicationGroup:ReplicationGroup', 'onetoken-dev');
    expect(position('elasticache/userGroup:UserGroup', 'onetoken-dev')).toBeLessThan(cache);
    const told = position('secretsmanager/secretVersion:SecretVersion', 'cache-wallboard');
    expect(told).toBeGreaterThan(cache);
  });

  test('no password is in the state, where each is encrypted, nor in the outputs', async () => {
    const state = await dev.state();
    expect(state).toContain('onetoken/dev/cache-wallboard');
    expect(state).toMatch(/"ciphertext": "v1:/);
    const outputs = JSON.stringify(await dev.outputs());
    for (const service of services) {
      expect(state).not.toContain(password(service));
      expect(outputs).not.toContain(password(service));
    }
  });

  test('the value of the Genesys client is in no resource', async () => {
    const { resources } = JSON.parse(await dev.state()).deployment;
    const versions = resources.filter((r: { type: string }) => r.type.endsWith(':SecretVersion'));
    const named = versions.map((r: { urn: string }) => r.urn.split('::').at(-1)).sort();
    expect(named).toEqual(services.map((service) => `cache-${service}`).sort());
  });

  test('the outputs are those that other programs read', async () => {
    expect(await dev.outputs()).toMatchObject({
      clusterName: 'onetoken-dev',
      cacheEndpoint: 'master.onetoken-dev.cache.test',
      cachePort: 6379,
      cacheClientSecurityGroupId: 'onetoken-dev-client-id',
      privateSubnetIds: [
        'onetoken-dev-private-eu-west-1a-id',
        'onetoken-dev-private-eu-west-1b-id',
      ],
      secretArns: { 'genesys-client': 'arn:aws:stand-in:::genesys-client' },
      privateSubnetCidrs: ['10.60.0.0/19', '10.60.32.0/19'],
      repositoryUrls: { wallboard: 'registry.test/onetoken/dev/wallboard' },
    });
  });

  test('a second deployment changes nothing', async () => {
    const preview = await dev.preview('--expect-no-changes');
    expect(preview.output).toContain('unchanged');
    expect(preview.ok).toBe(true);
  });

  test('the function is wired to the network, cache and secrets of the stack by its name', async () => {
    functions = await engine.stack(functionProgram, 'dev');
    expect(await functions.up(...withPolicies)).toMatchObject({ ok: true });
    const code = await functions.inputsOf('aws:lambda/function:Function');
    expect(code).toMatchObject({
      vpcConfig: {
        subnetIds: ['onetoken-dev-private-eu-west-1a-id', 'onetoken-dev-private-eu-west-1b-id'],
        securityGroupIds: ['onetoken-dev-client-id'],
      },
      environment: {
        variables: {
          GENESYSCLOUD_REGION: 'mypurecloud.ie',
          ONETOKEN_CLIENT_SECRET_ARN: 'arn:aws:stand-in:::genesys-client',
          ONETOKEN_CACHE_SECRET_ARN: 'arn:aws:stand-in:::cache-lambda',
        },
      },
    });
  });

  test('the environment has the cache, secrets and images of the stack by its name', async () => {
    environment = await engine.stack(environmentProgram, 'dev');
    expect(await environment.up(...withPolicies)).toMatchObject({ ok: true });
    expect(await environment.outputs()).toMatchObject({
      cacheEndpoint: 'master.onetoken-dev.cache.test',
    });
    const state = await environment.state();
    expect(state).toContain('"image": "registry.test/onetoken/dev/wallboard:1.0.0"');
    expect(state).toContain('"cidr": "10.60.32.0/19"');
    for (const key of ['genesys-client', 'cache-wallboard']) {
      expect(state).toContain(`"key": "arn:aws:stand-in:::${key}"`);
    }
  });

  test('destroy takes everything away, what depends on others first', async () => {
    expect(await environment.destroy()).toMatchObject({ ok: true });
    expect(await functions.destroy()).toMatchObject({ ok: true });
    expect(await dev.destroy()).toMatchObject({ ok: true });
    const all = await engine.steps();
    const deleted = all.filter(({ step }) => step === 'delete').map(({ type }) => type);
    expect(deleted).toHaveLength(all.filter(({ step }) => step === 'create').length);
    const last = (type: string) => deleted.lastIndexOf(`aws:${type}`);
    expect(last('ec2/subnet:Subnet')).toBeLessThan(last('ec2/vpc:Vpc'));
    expect(last('eks/cluster:Cluster')).toBeLessThan(last('iam/role:Role'));
  });

  test('an environment whose AWS stack tells nothing, or is not there, stops before it creates anything', async () => {
    const before = (await engine.steps()).length;
    const up = await environment.up();
    expect(up.ok).toBe(false);
    expect(up.output).toContain(
      'awsStack: organization/onetoken-aws/dev has no output cacheEndpoint; update it first: script/pulumi aws dev up.',
    );
    const alone = await engine.stack(environmentProgram, 'staging');
    const nothing = await alone.up();
    expect(nothing.ok).toBe(false);
    expect(nothing.output).toContain('unknown stack "organization/onetoken-aws/staging"');
    expect(await engine.steps()).toHaveLength(before);
  });

  test.each(['staging', 'production-euw1', 'production-use1'])(
    'stack %s holds the policies, resource by resource',
    async (name) => {
      const stack = await configured(engine, name);
      const up = await stack.up(...withPolicies);
      expect(up.output).toContain('✅ onetoken@');
      expect(up.ok).toBe(true);
    },
  );

  test('the data of production outlives a destroy', async () => {
    const stack = await engine.existing(program, 'production-euw1');
    const destroy = await stack.destroy();
    expect(destroy.ok).toBe(false);
    expect(destroy.output).toContain('protected');
  });

  test('production comes up in another region by the commands of the runbook', async () => {
    const made = (of: string) => runbookFile(`infra/${of}/Pulumi.production-usw2.yaml`);
    const stack = await configured(engine, 'production-usw2', await made('aws'));
    expect(await stack.up(...withPolicies)).toMatchObject({ ok: true });
    const subnet = await stack.inputsOf('aws:ec2/subnet:Subnet');
    expect(subnet).toMatchObject({ availabilityZone: expect.stringContaining('us-west-2') });
    const lambda = await engine.stack(functionProgram, 'production-usw2', await made('aws-lambda'));
    expect(await lambda.up(...withPolicies)).toMatchObject({ ok: true });
    const code = await lambda.inputsOf('aws:lambda/function:Function');
    expect(code).toMatchObject({
      environment: { variables: { GENESYSCLOUD_REGION: 'mypurecloud.com' } },
    });
    const services = await made('environment');
    const there = await engine.stack(environmentProgram, 'production-usw2', services);
    expect(await there.up(...withPolicies)).toMatchObject({ ok: true });
    expect(await there.state()).toContain('"cidr": "10.70.0.0/19"');
  });

  test('a program that breaks a policy is stopped before anything is created', async () => {
    const careless = await engine.stack(path.join(import.meta.dirname, 'careless-program'), 'dev');
    const before = (await engine.steps()).length;
    const up = await careless.up(...withPolicies);
    expect(up.ok).toBe(false);
    expect(up.output).toMatch(/\[mandatory\] +private-cache/);
    expect(await engine.steps()).toHaveLength(before);
  });

  test('a wrong configuration stops the program with one clear error, and creates nothing', async () => {
    const before = (await engine.steps()).length;
    const stack = await engine.existing(program, 'staging');
    await stack.run('config', 'set', '--stack', 'staging', 'region', 'mypurecloud.ie');
    const up = await stack.up();
    expect(up.ok).toBe(false);
    expect(up.output).toContain('Stack staging is not configured right:');
    expect(up.output).toContain('region: must be an AWS region such as eu-west-1.');
    await stack.run('config', 'rm', '--stack', 'staging', 'cachePasswords');
    const plain = services.map((s) => ['--plaintext', `cachePasswords.${s}[0]=${password(s)}`]);
    await stack.run('config', 'set-all', '--stack', 'staging', '--path', ...plain.flat());
    expect((await stack.up()).output).toContain('cachePasswords is in plain text');
    expect(await engine.steps()).toHaveLength(before);
  });
});
