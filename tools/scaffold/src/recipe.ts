import type { Edit } from './edits.ts';
import type { Names } from './names.ts';

/** How to start one more of a kind. */
export interface Recipe {
  /** What it makes, for `--help`. */
  readonly about: string;
  /** New files by their path, each with its template below `templates/`. */
  readonly files: (names: Names) => Readonly<Record<string, string>>;
  /** Changes of existing files, by path. */
  readonly edits: (names: Names, words: Words) => Readonly<Record<string, readonly Edit[]>>;
  /** Further words that templates and edits use, found in the repository. */
  readonly words?: (read: ReadFile) => Words;
  /** What to do next. */
  readonly next: (names: Names) => readonly string[];
}

export type Words = Readonly<Record<string, string>>;

/** Reads a file by its path from the root of the repository; `undefined` where there is none. */
export type ReadFile = (path: string) => string | undefined;
