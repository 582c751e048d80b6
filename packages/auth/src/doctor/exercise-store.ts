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
  /** Whether news of other processes arrives. */
  readonly isTold: boolean;
  /** The quickest of a few reads. */
  readonly readMs: number;
}

const TTL_MS = 5_000;
const NEWS_TRIES = 20;
const NEWS_PAUSE_MS = 50;

/**
 * Uses every operation of a store once, under a name of its own, so that a missing right shows now
 * and not with the first token. What it writes ends within seconds.
 * @throws {OperationError} for the first one that fails
 */
export async function exerciseStore(store: TokenStore, scope: string): Promise<Exercise> {
  const part = store.open(scope);
  try {
    let isTold = false;
    part.subscribe?.(() => {
      isTold = true;
    });
    await useEach(part);
    const readMs = await quickestRead(part);
    for (let tries = 0; part.subscribe && !isTold && tries < NEWS_TRIES; tries += 1) {
      await makeNews(part);
      await systemClock.sleep(NEWS_PAUSE_MS);
    }
    return { isTold: isTold || !part.subscribe, readMs };
  } finally {
    await part.close();
  }
}

async function useEach(part: CredentialStore): Promise<void> {
  const owner = randomUUID();
  const [name, fingerprint] = [`token:${owner}`, owner];
  const lease = await step('acquire', () => part.acquire(owner, TTL_MS));
  // Another doctor may hold the lease: then publishing and releasing change nothing, by their contract.
  const generation = lease.kind === 'granted' ? lease.generation : 1;
  const entry = { owner, generation, name, sealed: 'doctor', fingerprint, ttlMs: TTL_MS };
  await step('note', () => part.note(owner, 'doctor', TTL_MS));
  await step('publish', () => part.publish({ ...entry, clears: [owner] }));
  await step('read', () => part.read({ tokens: [name], notes: [owner] }));
  await step('invalidate', () => part.invalidate({ names: [name], fingerprint, pauseMs: 1 }));
  await step('claim', () => part.claim(owner, TTL_MS));
  await makeNews(part);
}

async function makeNews(part: CredentialStore): Promise<void> {
  const owner = randomUUID();
  await step('acquire', () => part.acquire(owner, NEWS_PAUSE_MS));
  await step('release', () => part.release(owner));
}

async function quickestRead(part: CredentialStore): Promise<number> {
  const times: number[] = [];
  for (let reads = 0; reads < 3; reads += 1) {
    const startedAt = performance.now();
    await step('read', () => part.read({ tokens: ['token'], notes: [] }));
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}

async function step<T>(operation: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const reason = error instanceof StoreUnavailableError ? error.reason : 'error';
    throw new OperationError(operation, reason);
  }
}
