import type { Stats } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { type StoreFailure, StoreUnavailableError } from '../../errors/index.ts';

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

const REASONS: Readonly<Record<string, StoreFailure>> = {
  EROFS: 'read-only',
  EACCES: 'access-denied',
  EPERM: 'access-denied',
};

const HINTS: Readonly<Record<string, string>> = {
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of this user is used up',
  ENOTDIR: 'a part of the path is not a folder',
};

/** The error for a failed system call in this folder. */
export function fileError(error: unknown, folder: string): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  const code = codeOf(error) ?? 'unknown error';
  const hint = HINTS[code];
  const detail = `${code} in ${folder}${hint ? `: ${hint}` : ''}`;
  return new StoreUnavailableError(REASONS[code] ?? 'error', detail);
}

/** The code of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Waits for a system call, and takes one of these codes for the answer `undefined`. */
export async function unless<T>(
  codes: readonly string[],
  call: Promise<T>,
): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (codes.includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}
