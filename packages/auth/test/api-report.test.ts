import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as {
  exports: Record<string, string>;
};

/** A declaration file and all that it refers to, which together are what a user can see. */
function declarations(file: string, seen: Set<string>): void {
  if (seen.has(file)) return;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, target = ''] of text.matchAll(/from ['"](\..*?)['"]/g)) {
    declarations(join(dirname(file), target.replace(/\.(ts|js)$/, '.d.ts')), seen);
  }
}

// A change of public types changes `api.snapshot.d.ts`, where a reviewer sees it. Accept it with `vitest run -u`.
it('keeps the public types as they were reviewed', async () => {
  const files = new Set<string>();
  for (const entry of Object.values(manifest.exports)) {
    declarations(join(packageDir, entry.replace(/\.js$/, '.d.ts')), files);
  }
  const report = [...files]
    .toSorted()
    .map((file) => `// ${relative(packageDir, file)}\n${readFileSync(file, 'utf8').trim()}\n`)
    .join('\n');
  await expect(report).toMatchFileSnapshot('api.snapshot.d.ts');
});
