import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inputsOf, once, record } from '../../aws/test/support/recorder.ts';
import { GenesysFunction } from '../src/genesys-function.ts';

const bundle = mkdtempSync(path.join(tmpdir(), 'onetoken-bundle-'));
writeFileSync(path.join(bundle, 'index.mjs'), 'export const handler = () => {};\n');
afterAll(() => rmSync(bundle, { recursive: true }));

const topic = 'arn:aws:sns:eu-west-1:111111111111:on-call';
const create = once(() =>
  record(
    () =>
      new GenesysFunction('queue-status', {
        functionName: 'onetoken-dev-queue-status',
        bundle,
        region: 'eu-west-1',
        account: '111111111111',
        genesysRegion: 'mypurecloud.ie',
        concurrency: 5,
        subnetIds: ['subnet-a', 'subnet-b'],
        securityGroupId: 'sg-client',
        clientSecretArn: 'arn:client',
        cacheSecretArn: 'arn:cache',
        secretKeyArn: 'arn:key',
        alarmTopicArns: [topic],
      }),
  ),
);

async function statements() {
  const policies = inputsOf(await create(), 'iam/rolePolicy:RolePolicy');
  return policies.flatMap(({ policy }) => JSON.parse(policy).Statement);
}

test('runs in the private subnets, as a client of the cache', async () => {
  const [code] = inputsOf(await create(), 'lambda/function:Function');
  expect(code.vpcConfig).toEqual({
    subnetIds: ['subnet-a', 'subnet-b'],
    securityGroupIds: ['sg-client'],
  });
});

test('is told where its secrets are, and no secret', async () => {
  const [code] = inputsOf(await create(), 'lambda/function:Function');
  expect(code.environment.variables).toEqual({
    GENESYSCLOUD_REGION: 'mypurecloud.ie',
    ONETOKEN_CLIENT_SECRET_ARN: 'arn:client',
    ONETOKEN_CACHE_SECRET_ARN: 'arn:cache',
    NODE_OPTIONS: '--enable-source-maps',
  });
});

test('cannot take more of the cache and of the login than its share', async () => {
  const [code] = inputsOf(await create(), 'lambda/function:Function');
  expect(code).toMatchObject({ reservedConcurrentExecutions: 5, timeout: 30 });
});

test('may read its own two secrets and write its own log; no "*" is allowed', async () => {
  const allowed = (await statements()).filter(({ Effect }) => Effect === 'Allow');
  expect(allowed.flatMap(({ Resource }) => Resource).sort()).toEqual([
    'arn:aws:stand-in:::queue-status:log-stream:*',
    'arn:cache',
    'arn:client',
    'arn:key',
  ]);
  expect(allowed.flatMap(({ Action }) => Action).join()).not.toContain('*');
});

test('its code may not use Lambda’s right to make network interfaces', async () => {
  const [denied] = (await statements()).filter(({ Effect }) => Effect === 'Deny');
  expect(denied.Action).toContain('ec2:CreateNetworkInterface');
  expect(denied.Condition.ArnEquals['lambda:SourceFunctionArn']).toEqual([
    'arn:aws:lambda:eu-west-1:111111111111:function:onetoken-dev-queue-status',
  ]);
});

test('somebody is told when it fails', async () => {
  const [alarm] = inputsOf(await create(), 'cloudwatch/metricAlarm:MetricAlarm');
  expect(alarm).toMatchObject({ metricName: 'Errors', threshold: 0, alarmActions: [topic] });
});
