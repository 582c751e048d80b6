import type { SourceFile } from './source-files.ts';

/** The pages of the decision log: `0001-….md`. */
export function decisionPages(files: readonly SourceFile[]): SourceFile[] {
  return files.filter(({ path }) => /\/\d{4}-[^/]*\.md$/.test(path));
}

/** Pages that the index, README.md, does not link to. */
export function notInIndex(files: readonly SourceFile[]): string[] {
  const index = files.find(({ path }) => path.endsWith('/README.md'))?.text ?? '';
  return decisionPages(files)
    .map(({ path }) => path)
    .filter((path) => !index.includes(`(${path.replace(/.*\//, '')})`));
}

/** Pages without a line that starts with their status. */
export function withoutStatus(files: readonly SourceFile[]): string[] {
  const hasStatus = ({ text }: SourceFile) => /^\W*Status\b/im.test(text);
  return decisionPages(files)
    .filter((page) => !hasStatus(page))
    .map(({ path }) => path);
}
