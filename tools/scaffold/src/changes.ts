import type { Names } from './names.ts';
import type { ReadFile, Recipe, Words } from './recipe.ts';

/** The new text of each file that a recipe makes or changes, by its path. */
export type Changes = ReadonlyMap<string, string>;

/**
 * Pure: what a recipe would write. Throws an `Error` if a file exists already, or if an edit does not find its place.
 * @param readTemplate reads a template by its path below `templates/`
 */
export function changesOf(
  recipe: Recipe,
  names: Names,
  read: ReadFile,
  readTemplate: (path: string) => string,
): Changes {
  const words = recipe.words?.(read) ?? {};
  const changes = new Map<string, string>();
  for (const [path, template] of Object.entries(recipe.files(names))) {
    if (read(path) !== undefined) throw new Error(`${path} exists already`);
    changes.set(path, fill(readTemplate(template), { ...names, ...words }, template));
  }
  for (const [path, edits] of Object.entries(recipe.edits(names, words))) {
    const text = read(path);
    if (text === undefined) throw new Error(`${path} is missing`);
    changes.set(
      path,
      edits.reduce((edited, edit) => apply(edit, edited, path), text),
    );
  }
  return changes;
}

/** Replaces `{{word}}`. Throws an `Error` for a word that is not known. */
export function fill(text: string, words: Words, where: string): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, word: string) => {
    const value = words[word];
    if (value === undefined) throw new Error(`${where} uses {{${word}}}, which has no value`);
    return value;
  });
}

function apply(edit: (text: string) => string, text: string, path: string): string {
  try {
    return edit(text);
  } catch (error) {
    throw new Error(`${path} cannot be changed: ${(error as Error).message}`);
  }
}
