import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The package.json of an installed package, whatever its `exports` let through. */
export function manifestOf(packageName: string): Manifest {
  let dir = dirname(fileURLToPath(import.meta.resolve(packageName)));
  for (;;) {
    const manifest = tryRead(join(dir, 'package.json'));
    if (manifest?.name === packageName) return manifest;
    if (dir === dirname(dir)) throw new Error(`no package.json of ${packageName} was found`);
    dir = dirname(dir);
  }
}

function tryRead(file: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
