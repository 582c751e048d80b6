/** `domain:entity:action`, as in `routing:queue:view`. */
export type Permission = string;

/** What a role grants: each of the three parts may be `*`, which stands for all. */
export interface GrantedPermission {
  readonly domain: string;
  readonly entity: string;
  readonly action: string;
}

const PART = '[A-Za-z][\\w-]*';
const PERMISSION = new RegExp(`^${PART}:${PART}:${PART}$`);

/**
 * Checks the `requiredPermissions` option.
 * @returns it without repetitions
 * @throws {TypeError} for anything but `domain:entity:action`; above all for `*`, which would ask
 *   for every right there is and so would check nothing
 */
export function checkRequiredPermissions(required: readonly Permission[]): readonly Permission[] {
  if (!Array.isArray(required)) throw new TypeError('requiredPermissions must be a list');
  for (const permission of required) {
    if (String(permission).includes('*')) {
      throw new TypeError(
        `requiredPermissions must name each permission, but holds "${permission}"; ` +
          'list what the service calls, such as routing:queue:view',
      );
    }
    if (typeof permission !== 'string' || !PERMISSION.test(permission)) {
      throw new TypeError(
        `requiredPermissions must hold domain:entity:action, such as routing:queue:view, but holds "${permission}"`,
      );
    }
  }
  return [...new Set(required)];
}

export function nameOf({ domain, entity, action }: GrantedPermission): Permission {
  return `${domain}:${entity}:${action}`;
}

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
