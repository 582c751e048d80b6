/** The forms of a name that templates use. */
export interface Names {
  /** `hello-world`: files and packages. */
  readonly kebab: string;
  /** `helloWorld`: variables and functions. */
  readonly camel: string;
  /** `HelloWorld`: types. */
  readonly pascal: string;
  /** `Hello world`: text. */
  readonly words: string;
}

/** Throws a `RangeError` for a name that is not in kebab case. */
export function namesOf(kebab: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kebab)) {
    throw new RangeError(`"${kebab}" is not in kebab case, such as hello-world`);
  }
  const pascal = kebab.split('-').map(capitalised).join('');
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return { kebab, camel, pascal, words: capitalised(kebab.replaceAll('-', ' ')) };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
