import { randomUUID } from 'node:crypto';
import { type StoreFailure, StoreUnavailableError } from '../errors/index.ts';
import { systemClock } from '../ports/clock.ts';
import type { CredentialStore, TokenStore } from '../ports/store.ts';

/** What the provider gives an operation by default. */
export const OPERATION_MS = 250;

/** An operation of the store that does not work. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly operation: string;
  readonly reason: StoreFailure;

  constructor(operation: string, reason: StoreFailure) {
    super(`${operation} failed (${reason})`);
    this.operation = operation;
    this.reason = reason;
  }
}

export interface Exercise {
  /** Whether notifications of other processes arrive. */
  readonly isNotified: boolean;
  /** The fastest of a few reads. */
  readonly readMs: number;
}

const TTL_MS = 5_000;
const NOTIFICATION_TRIES = 20;
const NOTIFICATION_PAUSE_MS = 50;

/**
 * Uses every operation of a store once, under a separate name, so that a missing right shows now
 * and not with the first token. What it writes expires within seconds.
 * @throws {OperationError} for the first one that fails
 */
export async function exerciseStore(store: TokenStore, scope: string): Promise<Exercise> {
  const part = store.open(scope);
  try {
    let isNotified = false;
    part.subscribe?.(() => {
      isNotified = true;
    });
    await useEach(part);
    const readMs = await fastestRead(part);
    for (let tries = 0; part.subscribe && !isNotified && tries < NOTIFICATION_TRIES; tries += 1) {
      await notify(part);
      await systemClock.sleep(NOTIFICATION_PAUSE_MS);
    }
    return { isNotified: isNotified || !part.subscribe, readMs };
  } finally {
    await part.close();
  }
}

async function useEach(part: CredentialStore): Promise<void> {
  const owner = randomUUID();
  const [name, fingerprint] = [`token:${owner}`, owner];
  const lease = await attempt('acquire', () => part.acquire(owner, TTL_MS));
  // Another doctor may hold the lease: then publishing and releasing change nothing, by their contract.
  const generation = lease.kind === 'granted' ? lease.generation : 1;
  const entry = { owner, generation, name, sealed: 'doctor', fingerprint, ttlMs: TTL_MS };
  await attempt('note', () => part.note(owner, 'doctor', TTL_MS));
  await attempt('publish', () => part.publish({ ...entry, clears: [owner] }));
  await attempt('read', () => part.read({ tokens: [name], notes: [owner] }));
  await attempt('invalidate', () => part.invalidate({ names: [name], fingerprint, pauseMs: 1 }));
  await attempt('claim', () => part.claim(owner, TTL_MS));
  await notify(part);
}

async function notify(part: CredentialStore): Promise<void> {
  const owner = randomUUID();
  await attempt('acquire', () => part.acquire(owner, NOTIFICATION_PAUSE_MS));
  await attempt('release', () => part.release(owner));
}

async function fastestRead(part: CredentialStore): Promise<number> {
  const times: number[] = [];
  for (let reads = 0; reads < 3; reads += 1) {
    const startedAt = performance.now();
    await attempt('read', () => part.read({ tokens: ['token'], notes: [] }));
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}

async function attempt<T>(operation: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const reason = error instanceof StoreUnavailableError ? error.reason : 'error';
    throw new OperationError(operation, reason);
  }
}
