import { type GrantedPermission, nameOf, type Permission } from './permission.ts';

/** How what a client may do differs from what it has to do. */
export interface PermissionReport {
  /**
   * `ok`: exactly what is required. `broad`: all of it, and more. `missing`: not all of it; the API
   * would answer some calls with 403.
   */
  readonly verdict: 'ok' | 'broad' | 'missing';
  /** Required, but granted by no role. */
  readonly missing: readonly Permission[];
  /** Granted without need. One that holds a `*` is always here: it also grants what is added later. */
  readonly broader: readonly Permission[];
}

/**
 * Pure: compares required permissions with granted ones. Divisions and conditions of a grant are
 * not weighed: which queues a service needs to see, only the service knows.
 */
export function comparePermissions(
  required: readonly Permission[],
  granted: readonly GrantedPermission[],
): PermissionReport {
  const missing = required.filter((one) => !granted.some((grant) => covers(grant, one)));
  const names = new Set(granted.map(nameOf));
  const broader = [...names].filter((name) => !required.includes(name)).toSorted();
  const verdict = missing.length > 0 ? 'missing' : broader.length > 0 ? 'broad' : 'ok';
  return { verdict, missing, broader };
}

function covers({ domain, entity, action }: GrantedPermission, permission: Permission): boolean {
  const parts = permission.split(':');
  return [domain, entity, action].every((part, index) => part === '*' || part === parts[index]);
}
