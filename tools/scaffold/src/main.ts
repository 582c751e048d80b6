import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Changes, changesOf } from './changes.ts';
import { namesOf } from './names.ts';
import { type Kind, RECIPES } from './recipes.ts';

const HELP = `usage: pnpm new KIND NAME

Writes the files that one more of a kind needs, with a test that passes; NAME is in kebab case. What to change in them:
docs/extending.md. Run it where the last change is committed, so that git shows what it wrote.

${Object.entries(RECIPES)
  .map(([kind, { about }]) => `  ${kind.padEnd(12)}${about}`)
  .join('\n')}

Exit codes: 0 written · 1 not possible here · 64 usage`;

const root = resolve(import.meta.dirname, '../../..');

function main([kind, name, ...rest]: readonly string[]): number {
  if (kind === '--help') {
    console.log(HELP);
    return 0;
  }
  if (!isKind(kind) || name === undefined || rest.length > 0) {
    console.error(HELP);
    return 64;
  }
  try {
    create(kind, name);
    return 0;
  } catch (error) {
    console.error(`pnpm new: ${(error as Error).message}`);
    return error instanceof RangeError ? 64 : 1;
  }
}

function isKind(kind: string | undefined): kind is Kind {
  return kind !== undefined && Object.hasOwn(RECIPES, kind);
}

function create(kind: Kind, name: string): void {
  const recipe = RECIPES[kind];
  const names = namesOf(name);
  const changes = changesOf(recipe, names, read, readTemplate);
  write(changes);
  for (const path of changes.keys()) console.log(path);
  console.log('\nNext:');
  for (const step of recipe.next(names)) console.log(`  ${step}`);
}

function read(path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function readTemplate(path: string): string {
  return readFileSync(join(import.meta.dirname, '../templates', path), 'utf8');
}

/** Writes the files, and lets the formatter sort their imports and break their lines. */
function write(changes: Changes): void {
  for (const [path, text] of changes) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const biome = join(root, 'node_modules/.bin/biome');
  const files = [...changes.keys()].filter((path) => !path.endsWith('.md'));
  const { status, stderr } = spawnSync(biome, ['check', '--write', ...files], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`the files are written, but do not pass the linter:\n${stderr}`);
}

process.exitCode = main(process.argv.slice(2));
