import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Decision, readDecisions } from '../../../docs/decisions/decisions.ts';
import { type Figure, gate, total } from './figure.ts';
import { twoWayPairs } from './folder-pairs.ts';
import { environmentPlaces, refusalPlaces, serviceNamePlaces, supervisors } from './places.ts';
import { lineCount, type SourceFile, sourceFiles } from './source-files.ts';
import { tooLong } from './too-long.ts';
import { verdictEngines } from './verdict-engines.ts';

const AUTH = 'packages/auth/src';
const LAB = 'loadtest/src';
const DECISIONS = 'docs/decisions';
const CODE = '**/*.{ts,js,mjs}';
const EXPORT = /^export (async )?(function|const|class|interface|type|let) [a-zA-Z]/gm;

/** Sizes, folders, places and decisions. `root` is the root of the repository. */
export function structureFigures(root: string): Figure[] {
  return [
    ...librarySize(sourceFiles(root, `${AUTH}/${CODE}`)),
    ...folderPairs(root),
    ...labSize(root),
    ...onePlacePerRule(root),
    ...decisions(pathToFileURL(`${root}/${DECISIONS}/`)),
  ];
}

function librarySize(files: readonly SourceFile[]): Figure[] {
  const atRoot = files.map(({ path }) => path).filter((path) => dirname(path) === AUTH);
  const exported = files.reduce((sum, { text }) => sum + (text.match(EXPORT)?.length ?? 0), 0);
  return [
    gate({ name: `${AUTH}: files at its root`, target: 4, counted: 'TypeScript files' }, atRoot),
    total({ name: `${AUTH}: files`, target: 110, counted: 'TypeScript files' }, files.length),
    total({ name: `${AUTH}: lines`, target: 8400, counted: 'as wc -l does' }, lineCount(files)),
    total(
      {
        name: `${AUTH}: exported declarations`,
        target: 350,
        counted: 'lines that start with export function, const, class, interface, type or let NAME',
      },
      exported,
    ),
  ];
}

function folderPairs(root: string): Figure[] {
  const counted = 'pairs of folders below src whose files import each other, types included';
  return [AUTH, 'mock-genesys/src', LAB].map((base) =>
    gate(
      { name: `${base}: two-way folder pairs`, target: 0, counted },
      twoWayPairs(base, sourceFiles(root, `${base}/${CODE}`)),
    ),
  );
}

function labSize(root: string): Figure[] {
  const src = sourceFiles(root, `{packages/*,mock-genesys,loadtest}/src/${CODE}`);
  const starters = supervisors(src);
  const engines = verdictEngines(src);
  return [
    total(
      { name: `${LAB}: lines`, target: 4600, counted: 'as wc -l does' },
      lineCount(sourceFiles(root, `${LAB}/${CODE}`)),
    ),
    total(
      { name: 'supervisors', target: 1, counted: 'packages whose sources import spawn' },
      starters.length,
      starters,
    ),
    total(
      {
        name: 'verdict engines',
        target: 2,
        counted: 'exported functions that return a …Verdict or …Judgement and call no other such',
      },
      engines.length,
      engines,
    ),
  ];
}

function onePlacePerRule(root: string): Figure[] {
  const packages = sourceFiles(root, `packages/*/src/${CODE}`);
  const inProduction = packages.filter(({ path }) => !path.startsWith('packages/bench/'));
  const infra = sourceFiles(root, `infra/${CODE}`).filter(({ path }) => !path.includes('/test/'));
  const place = (name: string, counted: string) => ({ name, target: 1, counted });
  return [
    gate(
      place('places: what a 401 means', 'files in packages/*/src that call confirmRejection'),
      refusalPlaces(packages),
    ),
    gate(
      place(
        'places: the environment',
        'folders in packages with code for GENESYSCLOUD_REGION, but bench',
      ),
      environmentPlaces(inProduction),
    ),
    gate(
      place('places: service names in infra', 'files but tests that name wallboard or crm-sync'),
      serviceNamePlaces(infra),
    ),
  ];
}

function decisions(folder: URL): Figure[] {
  const counted = 'pages docs/decisions/NNNN-….md';
  const pages = readDecisions(folder);
  const index = readFileSync(new URL('README.md', folder), 'utf8');
  const pathsOf = (found: readonly Decision[]) => found.map(({ file }) => `${DECISIONS}/${file}`);
  return [
    total({ name: 'decisions', target: 40, counted }, pages.length),
    gate(
      { name: 'decisions that the index misses', target: 0, counted },
      pathsOf(pages.filter(({ file }) => !index.includes(`(${file})`))),
    ),
    gate(
      { name: 'decisions without a status', target: 0, counted },
      pathsOf(pages.filter(({ status }) => status === '')),
    ),
  ];
}

/** What the linter finds too long. */
export function limitFigures(root: string): Figure[] {
  const long = tooLong(root);
  return [
    gate({ name: 'files that are too long', target: 0, counted: 'by biome.json' }, long.files),
    gate(
      { name: 'functions that are too long', target: 0, counted: 'by biome.json' },
      long.functions,
    ),
  ];
}
