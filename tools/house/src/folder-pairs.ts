import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';
import { parse } from './syntax.ts';

/**
 * Pairs of folders directly below `base` that import each other: a file of one imports a file of the other, and the other way
 * round. Files of `base` itself belong to no folder. Each pair reads `a ↔ b`.
 */
export function twoWayPairs(base: string, files: readonly SourceFile[]): string[] {
  const arrows = new Set(files.flatMap((file) => arrowsOf(base, file)));
  return [...arrows]
    .map((arrow) => arrow.split(' → ') as [string, string])
    .filter(([from, to]) => from < to && arrows.has(`${to} → ${from}`))
    .map(([from, to]) => `${base}: ${from} ↔ ${to}`)
    .sort();
}

function arrowsOf(base: string, file: SourceFile): string[] {
  const from = folderOf(base, file.path);
  return importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => folderOf(base, posix.join(posix.dirname(file.path), specifier)))
    .filter((to) => from !== undefined && to !== undefined && from !== to)
    .map((to) => `${from} → ${to}`);
}

/** What a file imports and re-exports, types included. */
function importsOf(file: SourceFile): string[] {
  const { module } = parse(file);
  const reExports = module.staticExports.flatMap(({ entries }) => entries);
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...reExports.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      file.text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
    ),
  ];
}

function folderOf(base: string, path: string): string | undefined {
  const [folder, ...inside] = posix.relative(base, path).split('/');
  return inside.length > 0 && folder !== '..' ? folder : undefined;
}
