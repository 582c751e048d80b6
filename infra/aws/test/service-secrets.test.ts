import * as pulumi from '@pulumi/pulumi';
import { expect, test } from 'vitest';
import { ServiceSecrets } from '../src/service-secrets.ts';
import { inputsOf, record, value } from './support/recorder.ts';

let secrets: ServiceSecrets;
const create = () =>
  record(() => {
    secrets = new ServiceSecrets('env', {
      path: 'onetoken/dev',
      services: {
        wallboard: { client: 'reader', runsOn: 'kubernetes', secrets: [] },
        lambda: { client: 'reader', runsOn: 'lambda', secrets: [] },
        'crm-sync': { client: 'writer', runsOn: 'kubernetes', secrets: ['database'] },
      },
      cachePasswords: {
        wallboard: pulumi.secret(['sample-password-1', 'sample-password-0']),
        lambda: pulumi.secret(['sample-password-2']),
        'crm-sync': pulumi.secret(['sample-password-3']),
      },
      cacheHost: 'cache.test',
      cachePort: 6379,
      keyArn: 'arn:key',
      keep: {},
    });
  });

test('there is one secret per Genesys client, further secret and service, encrypted with the own key', async () => {
  const made = inputsOf(await create(), 'secretsmanager/secret:Secret');
  expect(made.map((secret) => secret.name)).toEqual([
    'onetoken/dev/reader',
    'onetoken/dev/writer',
    'onetoken/dev/database',
    'onetoken/dev/cache-wallboard',
    'onetoken/dev/cache-lambda',
    'onetoken/dev/cache-crm-sync',
  ]);
  expect(made.every((secret) => secret.kmsKeyId === 'arn:key')).toBe(true);
});

test('the value of a Genesys client or of a further secret never passes through Pulumi', async () => {
  const versions = inputsOf(await create(), 'secretsmanager/secretVersion:SecretVersion');
  expect(versions.map((version) => version.secretId)).toEqual([
    'cache-wallboard-id',
    'cache-lambda-id',
    'cache-crm-sync-id',
  ]);
});

test('a service is told the first of its passwords, by TLS, as a secret', async () => {
  const [wallboard] = inputsOf(await create(), 'secretsmanager/secretVersion:SecretVersion');
  // Pulumi's wire form of a secret.
  expect(wallboard.secretString).toMatchObject({
    value: '{"url":"rediss://wallboard:sample-password-1@cache.test:6379"}',
  });
});

test('a service may read its own secrets', async () => {
  await create();
  const read = async (service: string) => Promise.all(secrets.arnsOf(service).map(value));
  expect(await read('lambda')).toEqual([
    'arn:aws:stand-in:::reader',
    'arn:aws:stand-in:::cache-lambda',
  ]);
  expect(await read('crm-sync')).toEqual([
    'arn:aws:stand-in:::writer',
    'arn:aws:stand-in:::cache-crm-sync',
    'arn:aws:stand-in:::database',
  ]);
});

test('an unknown service is a fault of the program', async () => {
  await create();
  expect(() => secrets.arnsOf('unknown')).toThrow('service unknown has no secret');
});
