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
