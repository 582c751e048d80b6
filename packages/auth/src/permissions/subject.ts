import { parseObject } from '../login/classify.ts';
import type { GrantedPermission } from './permission.ts';

/** The route that returns the roles of a client. It needs no permission. */
export const SUBJECT_PATH = '/api/v2/authorization/subjects/me';

/**
 * Reads the permissions of all roles from an `AuthzSubject` (`index.d.ts` of the official SDK: every
 * field there is optional). Never throws.
 * @returns `undefined` if the response does not list roles
 */
export function parseSubject(body: string): readonly GrantedPermission[] | undefined {
  const grants = parseObject(body)?.['grants'];
  if (!Array.isArray(grants)) return undefined;
  const policies = grants.map((grant) => fieldOf(fieldOf(grant, 'role'), 'policies'));
  // A role without policies in the response may grant anything, so the result is unknown.
  if (!policies.every(Array.isArray)) return undefined;
  return policies.flat().flatMap(permissionsOf);
}

function permissionsOf(policy: unknown): GrantedPermission[] {
  const [domain, entity] = [fieldOf(policy, 'domain'), fieldOf(policy, 'entityName')];
  const actions = fieldOf(policy, 'actions');
  if (typeof domain !== 'string' || typeof entity !== 'string' || !Array.isArray(actions))
    return [];
  return actions
    .filter((action) => typeof action === 'string')
    .map((action) => ({ domain, entity, action }));
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
