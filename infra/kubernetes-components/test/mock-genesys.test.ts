import { expect, test } from 'vitest';
import { MockGenesys, mockSettings } from '../src/index.ts';
import { manifests, only } from './manifests.ts';

const args = { namespace: 'onetoken', image: 'mock:1', settingsSecretName: 'genesys-client' };

test('is never more than one pod, because tokens and statistics are in its memory', async () => {
  const { spec } = only(await manifests(() => new MockGenesys('mock-genesys', args)), 'Deployment');
  expect(spec.replicas).toBe(1);
  expect(spec.strategy).toEqual({ type: 'Recreate' });
});

test('serves login and API on port 80, and its statistics on another port', async () => {
  const { spec } = only(await manifests(() => new MockGenesys('mock-genesys', args)), 'Service');
  expect(spec.ports).toEqual([
    { name: 'api', port: 80, targetPort: 'api' },
    { name: 'admin', port: 8081, targetPort: 'admin' },
  ]);
});

test('reads its client from a mounted file, not from an argument or a variable', async () => {
  const all = await manifests(() => new MockGenesys('mock-genesys', args));
  const pod = only(all, 'Deployment').spec.template.spec;
  expect(pod.volumes[0].secret.items).toEqual([{ key: 'mock.json', path: 'mock.json' }]);
  expect(pod.containers[0].env).toBeUndefined();
  expect(JSON.parse(mockSettings({ id: 'a', secret: 'b' })).clients).toEqual([
    { id: 'a', secret: 'b' },
  ]);
});
