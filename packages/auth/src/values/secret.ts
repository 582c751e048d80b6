import { inspect } from 'node:util';

/** A string that is not printed: `toString`, `JSON.stringify` and `util.inspect` show `[Secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value. Do not store it in variables that outlive the statement. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[Secret]';
  }

  toJSON(): string {
    return '[Secret]';
  }
}

// Not in the class body: declarations of computed names need more type inference than a build of
// isolated declarations has.
Object.defineProperty(Secret.prototype, inspect.custom, { value: () => '[Secret]' });
