import { type StoreFailure, StoreUnavailableError } from '../../errors/index.ts';

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
