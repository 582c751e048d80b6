import { type StoreFailure, StoreUnavailableError } from '../../errors/index.ts';
import type { MemcachedAddress } from './address.ts';

/** What memcached answers to a command that it did not carry out, and what it means. */
const REFUSALS: readonly (readonly [RegExp, StoreFailure, string])[] = [
  [/^ERROR$/, 'error', 'a command is unknown to it; memcached 1.6 or later is needed'],
  [/^SERVER_ERROR out of memory/, 'out-of-memory', 'its memory is full and it evicts nothing'],
  [/^SERVER_ERROR/, 'error', 'it answered SERVER_ERROR'],
  [/^CLIENT_ERROR/, 'error', 'it answered CLIENT_ERROR'],
];

/** An answer of memcached that is none of those which the command can have. */
export class UnexpectedAnswer extends Error {}

/** The error for a failed command. It repeats nothing that memcached said. */
export function memcachedError(error: unknown, address: MemcachedAddress): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  const place = `memcached at ${address.host}:${address.port}`;
  if (error instanceof UnexpectedAnswer) {
    return new StoreUnavailableError('error', `${place}: it does not answer like memcached`);
  }
  const message = error instanceof Error ? error.message : '';
  for (const [pattern, reason, detail] of REFUSALS) {
    if (pattern.test(message)) return new StoreUnavailableError(reason, `${place}: ${detail}`);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'connection closed';
  return new StoreUnavailableError('disconnected', `${place}: ${code}`);
}
