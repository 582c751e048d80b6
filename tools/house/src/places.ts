import { dirname } from 'node:path';
import type { SourceFile } from './source-files.ts';
import { visit } from './syntax.ts';

/** Files that decide what a 401 means: they call `confirmRejection` of a provider. */
export function refusalPlaces(files: readonly SourceFile[]): string[] {
  return pathsOf(files.filter(callsConfirmRejection));
}

/** Folders with code that names the variable GENESYSCLOUD_REGION: text that only mentions it does not count. */
export function environmentPlaces(files: readonly SourceFile[]): string[] {
  const folders = pathsOf(files.filter((file) => namesVariable(file, 'GENESYSCLOUD_REGION')));
  return [...new Set(folders.map((path) => dirname(path)))];
}

/** Files whose text, comments included, names a service of this repository. */
export function serviceNamePlaces(files: readonly SourceFile[]): string[] {
  return pathsOf(files.filter(({ text }) => /wallboard|crm-?sync/i.test(text)));
}

/** Packages whose sources start processes that live on: they import `spawn`, not `execFile`, `fork` or a `…Sync`. */
export function supervisors(files: readonly SourceFile[]): string[] {
  const importers = pathsOf(files.filter(importsSpawn));
  return [...new Set(importers.map((path) => path.replace(/\/src\/.*/, '')))];
}

function pathsOf(files: readonly SourceFile[]): string[] {
  return files.map(({ path }) => path);
}

function callsConfirmRejection(file: SourceFile): boolean {
  let calls = false;
  visit(file, {
    CallExpression({ callee }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      calls ||= callee.property.name === 'confirmRejection';
    },
  });
  return calls;
}

function namesVariable(file: SourceFile, name: string): boolean {
  let names = false;
  visit(file, {
    Identifier(node) {
      names ||= node.name === name;
    },
    Literal(node) {
      names ||= node.value === name;
    },
  });
  return names;
}

function importsSpawn(file: SourceFile): boolean {
  let imports = false;
  visit(file, {
    ImportDeclaration({ source, specifiers }) {
      if (source.value !== 'node:child_process') return;
      imports ||= specifiers.some(({ local }) => local.name === 'spawn');
    },
  });
  return imports;
}
