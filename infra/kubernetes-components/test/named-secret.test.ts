import type * as pulumi from '@pulumi/pulumi';
import { expect, test } from 'vitest';
import { collectResources, isWrappedSecret } from '../src/collect.ts';
import { NamedSecret, type SecretSource } from '../src/index.ts';
import { manifests, only } from './manifests.ts';

function create(source: SecretSource): NamedSecret {
  const keys = ['client-id', 'client-secret'];
  return new NamedSecret('client', { namespace: 'onetoken', name: 'genesys-client', keys, source });
}

test('an existing Secret is used by its name, and nothing is created', async () => {
  let secretName: pulumi.Output<string> | undefined;
  const all = await manifests(() => {
    secretName = create({ existingSecret: 'made-by-hand' }).secretName;
  });
  expect(all).toEqual([]);
  expect(await new Promise((resolve) => secretName?.apply(resolve))).toBe('made-by-hand');
});

test('an ExternalSecret fills every key from the property of the same name', async () => {
  const source = { externalSecret: { store: 'vault', key: 'genesys/wallboard' } };
  const { apiVersion, spec } = only(await manifests(() => create(source)), 'ExternalSecret');
  expect(apiVersion).toBe('external-secrets.io/v1');
  expect(spec.secretStoreRef).toEqual({ name: 'vault', kind: 'ClusterSecretStore' });
  expect(spec.target.name).toBe('genesys-client');
  expect(spec.data).toEqual([
    { secretKey: 'client-id', remoteRef: { key: 'genesys/wallboard', property: 'client-id' } },
    {
      secretKey: 'client-secret',
      remoteRef: { key: 'genesys/wallboard', property: 'client-secret' },
    },
  ]);
});

test('values of the program stay Pulumi secrets, even if they were plain strings', async () => {
  const source = { values: { 'client-id': 'sample', 'client-secret': 'not-real' } };
  const resources = await collectResources('p', 's', () => create(source));
  const secret = resources.find(({ type }) => type === 'kubernetes:core/v1:Secret');
  expect(isWrappedSecret(secret?.inputs['data'])).toBe(true);
});
