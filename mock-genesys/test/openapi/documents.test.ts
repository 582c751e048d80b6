import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { callAdmin } from '../callers.ts';

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { requestBody?: unknown; responses?: object }>>;
}

test('both surfaces have an OpenAPI document made from the schemas that validate', async () => {
  await using mock = await startMockGenesys();
  const read = async (name: string): Promise<Document> =>
    (await callAdmin(mock, 'GET', `/__admin/openapi/${name}.json`)).body as unknown as Document;
  const emulated = await read('emulated');
  expect(emulated.openapi).toBe('3.1.0');
  expect(Object.keys(emulated.paths)).toEqual(
    expect.arrayContaining(['/oauth/token', '/api/v2/tokens/me', '/api/v2/routing/queues']),
  );
  const query = emulated.paths['/api/v2/analytics/queues/observations/query']?.['post'];
  expect(JSON.stringify(query?.requestBody)).toContain('"metrics"');
  expect(query?.responses).toHaveProperty('429');
  const admin = await read('admin');
  const verify = admin.paths['/__admin/verify']?.['post'];
  expect(JSON.stringify(verify?.requestBody)).toContain('"maxEarlyDuplicates"');
});
