import { parseObject } from '../login/classify.ts';
import type { GrantedPermission } from './permission.ts';

/** Where the API tells a client which roles it has. Asks for no permission. */
export const SUBJECT_PATH = '/api/v2/authorization/subjects/me';

/**
 * Reads the permissions of all roles from an `AuthzSubject` (`index.d.ts` of the official SDK: every
 * field there is optional). Never throws.
 * @returns `undefined` if the answer is not one that tells of roles
 */
export function parseSubject(body: string): readonly GrantedPermission[] | undefined {
  const grants = parseObject(body)?.['grants'];
  if (!Array.isArray(grants)) return undefined;
  const policies = grants.map((grant) => fieldOf(fieldOf(grant, 'role'), 'policies'));
  // A role that does not tell its policies may grant anything: nothing can be concluded then.
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
