import { type ParseResult, parseSync, Visitor, type VisitorObject } from 'oxc-parser';
import type { SourceFile } from './source-files.ts';

/** The syntax tree of a file. Throws an `Error` that names a file that does not parse. */
export function parse({ path, text }: SourceFile): ParseResult {
  const result = parseSync(path, text);
  const [error] = result.errors;
  if (error) throw new Error(`${path} does not parse: ${error.message}`);
  return result;
}

/** Walks through the syntax tree of a file. */
export function visit(file: SourceFile, visitor: VisitorObject): void {
  new Visitor(visitor).visit(parse(file).program);
}
