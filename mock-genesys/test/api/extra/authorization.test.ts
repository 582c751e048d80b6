import { expect, test } from 'vitest';
import { startMockGenesys } from '../../../src/index.ts';
import { CLIENT, callApi, tokenOf } from '../../callers.ts';
import { emulatedRoutes } from '../../route-list.ts';

interface Page {
  readonly entities: readonly {
    readonly permissionMap: Readonly<
      Record<string, readonly { domain: string; entityType: string; action: string }[]>
    >;
  }[];
}

test('lists the permissions that the routes need, each of them once', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const path = '/api/v2/authorization/permissions?pageSize=100';
  const page = (await (await callApi(mock, path, await tokenOf(mock))).json()) as Page;
  const listed = page.entities
    .flatMap(({ permissionMap }) => Object.values(permissionMap).flat())
    .map(({ domain, entityType, action }) => `${domain}:${entityType}:${action}`);
  const routes = [...(await emulatedRoutes()).values()];
  const needed = routes.flatMap(({ config }) => config?.access?.anyPermission ?? []);
  expect(needed).toContain('routing:queue:view');
  expect(listed.sort()).toEqual([...new Set(needed)].sort());
});
