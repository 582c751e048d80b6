import { expect, test } from 'vitest';
import { namedGenesysPermissions } from '../src/named-genesys-permissions.ts';
import { violations } from './support/violations.ts';

function deployment(permissions: string): string[] {
  const annotations = { 'onetoken/genesys-permissions': permissions };
  return violations(namedGenesysPermissions, {
    type: 'kubernetes:apps/v1:Deployment',
    props: { spec: { template: { metadata: { annotations } } } },
  });
}

function role(actionSets: string[]): string[] {
  const permissionPolicies = [{ domain: 'routing', entityName: 'queue', actionSets }];
  const type = 'genesyscloud:index/authRole:AuthRole';
  return violations(namedGenesysPermissions, { type, props: { permissionPolicies } });
}

test('passes named permissions', () => {
  expect(deployment('routing:queue:view,analytics:queueObservation:view')).toEqual([]);
  expect(role(['view'])).toEqual([]);
});

test('refuses a star in what a service asks for', () => {
  expect(deployment('routing:queue:view,routing:*:*')).toEqual([
    expect.stringContaining('"routing:*:*" grants more than is needed'),
  ]);
});

test('refuses a star in what a role grants', () => {
  expect(role(['view', '*'])).toEqual([expect.stringContaining('"routing:queue:*"')]);
});
