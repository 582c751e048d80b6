import { type StoreFailure, StoreUnavailableError } from '../../errors/index.ts';

/** The first word of an error reply, in capitals, is its kind. */
const FAILURES: Readonly<Record<string, StoreFailure>> = {
  READONLY: 'read-only',
  OOM: 'out-of-memory',
  NOAUTH: 'access-denied',
  NOPERM: 'access-denied',
  WRONGPASS: 'access-denied',
};

/**
 * Turns an error of ioredis into ours. Only one word of the original remains: its `command`
 * contains all arguments, and `util.inspect` prints them (redis/ioredis#1229).
 */
export function toStoreError(error: unknown): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  if (!(error instanceof Error)) return new StoreUnavailableError('error');
  const word = WORD.exec(error.message)?.[1];
  const failure = word && FAILURES[word];
  if (failure) return new StoreUnavailableError(failure);
  if (DENIED_IN_SCRIPT.test(error.message)) return new StoreUnavailableError('access-denied');
  if (error.name === 'ReplyError') return new StoreUnavailableError('error', word);
  return new StoreUnavailableError('disconnected', codeOf(error));
}

/** Position of the word; for a command inside a script, Redis 6.2 puts it after the script and its line. */
const WORD = /^(?:-?ERR )?(?:Error running script .*: -)?([A-Z][A-Z0-9_]{2,30})\b/s;

/** A command inside a script that the ACL forbids; Redis 7.0 has no error word for it. */
const DENIED_IN_SCRIPT = /^ERR The user executing the script can't /;

/** Redis does not know the script, or no longer. */
export function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

function codeOf(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  return /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : undefined;
}
