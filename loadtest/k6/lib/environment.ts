/** What the runner tells a script. k6 gives every value as a string in `__ENV`. */

/** A value that must be there: a script started without it ends at once and says which. */
export function required(name: string): string {
  const value = optional(name);
  if (value === undefined) {
    throw new Error(
      `${name} is not set: start this script through the runner, or with -e ${name}=…`,
    );
  }
  return value;
}

export function optional(name: string): string | undefined {
  return __ENV[name] || undefined;
}

export function integer(name: string): number {
  const value = Number(required(name));
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`${name} must be a whole number of at least 1, not "${__ENV[name]}"`);
  }
  return value;
}

/** Base addresses of the services under load, from a list separated by commas. */
export function targets(): string[] {
  return required('TARGETS').split(',');
}
