import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../../../..');

export interface WorkingCopy extends Disposable {
  readonly root: string;
}

/**
 * A copy of the repository as it is on disk, removed in the end. Dependencies and built packages are
 * links to those of the repository, since installing and building would take most of the time.
 */
export function workingCopy(): WorkingCopy {
  const root = mkdtempSync(join(tmpdir(), 'scaffold-'));
  const list = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: repository,
      encoding: 'utf8',
    },
  );
  const files = list.split('\0').filter((file) => file && existsSync(join(repository, file)));
  for (const file of files) cpSync(join(repository, file), join(root, file));
  const folders = files.filter((file) => file.endsWith('package.json')).map(dirname);
  for (const folder of folders) {
    for (const name of ['node_modules', 'dist']) link(join(folder, name), root);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}

function link(path: string, root: string): void {
  if (existsSync(join(repository, path))) symlinkSync(join(repository, path), join(root, path));
}

/** What `pnpm install` does for a new package: links the dependencies that its package.json names, and no other. */
export function linkDependencies(root: string, folder: string, alike: string): void {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
    const path = join(root, folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(repository, alike, 'node_modules', name), path);
  }
}
