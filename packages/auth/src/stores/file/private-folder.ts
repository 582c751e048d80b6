import type { Stats } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { StoreUnavailableError } from '../../errors/index.ts';
import { unless } from './file-error.ts';

/** Mode of every folder of the store. */
export const FOLDER_MODE = 0o700;
/** Mode of every file of the store. */
export const FILE_MODE = 0o600;

const OTHERS = 0o077;

/**
 * Creates the folder unless it exists.
 * @throws StoreUnavailableError unless it belongs to this user alone
 */
export async function ensurePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: FOLDER_MODE });
  await isPrivateFolder(path);
}

/**
 * Whether the folder exists.
 * @throws StoreUnavailableError if it exists and does not belong to this user alone: whoever else
 * can write there could swap tokens, and whoever can make a link could have them written elsewhere
 */
export async function isPrivateFolder(path: string): Promise<boolean> {
  const stats = await unless(['ENOENT'], lstat(path));
  if (!stats) return false;
  const objection = objectionTo(stats);
  if (objection) throw new StoreUnavailableError('access-denied', `${path} ${objection}`);
  return true;
}

function objectionTo(stats: Stats): string | undefined {
  if (stats.isSymbolicLink()) return 'is a symbolic link; give the folder itself';
  if (!stats.isDirectory()) return 'is not a folder';
  const user = process.geteuid?.();
  if (stats.uid !== user) return `belongs to user ${stats.uid}, and this process runs as ${user}`;
  if ((stats.mode & OTHERS) === 0) return undefined;
  return `is open to other users (mode ${(stats.mode & 0o777).toString(8)}); chmod 700 it`;
}
