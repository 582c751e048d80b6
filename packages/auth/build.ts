// Joins the modules of each entry into few files, because loading a module costs more than running it:
// docs/decisions/0014-the-auth-package-ships-as-a-few-bundled-files.md
// What entries share becomes a chunk, so that a class is the same wherever it comes from.
import { globSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const built = [
  ...Object.values(manifest.exports),
  ...Object.values(manifest.bin),
  './dist/redis/index.js',
];

const { metafile } = await build({
  entryPoints: built.map((file) => file.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
  outdir: 'dist',
  outbase: 'src',
  chunkNames: 'chunks/[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  metafile: true,
});

const outputs = new Set(Object.keys(metafile.outputs).map((file) => resolve(file)));
for (const file of globSync('dist/**/*.js')) {
  if (!outputs.has(resolve(file))) rmSync(file);
}
