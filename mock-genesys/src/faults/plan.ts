import type { FaultAction, FaultSettings } from './fault.ts';
import { lognormal, type Random, seededRandom } from './random.ts';

/** The properties of a request that decide whether a fault hits it. */
export interface FaultTarget {
  readonly surface: 'login' | 'api';
  readonly method: string;
  readonly path: string;
  readonly clientId: string;
}

/** A fault in force. */
interface Fault extends FaultSettings {
  readonly id: string;
  readonly random: Random;
  /** Resolves when the fault is removed. */
  readonly removed: Promise<void>;
  readonly remove: () => void;
  matched: number;
  hits: number;
}

/** What a fault does to one request. */
export interface FaultHit {
  readonly action: FaultAction;
  /** Drawn when the request arrives: the order of draws must not depend on how long other requests wait. */
  readonly delayMs: number;
  /** Resolves when the fault is removed. */
  readonly removed: Promise<void>;
}

/** A fault as the admin API shows it. */
export type FaultReport = FaultSettings & { readonly id: string; matched: number; hits: number };

/** The faults in force. Each has its own seeded random sequence: same seed and order of requests, same hits. */
export class FaultPlan {
  readonly #seed: number;
  readonly #faults = new Map<string, Fault>();
  #lastId = 0;

  constructor(seed: number, faults: readonly FaultSettings[] = []) {
    this.#seed = seed;
    for (const fault of faults) this.add(fault);
  }

  get isEmpty(): boolean {
    return this.#faults.size === 0;
  }

  add(settings: FaultSettings): FaultReport {
    this.#lastId += 1;
    const id = `fault-${this.#lastId}`;
    const { promise: removed, resolve: remove } = Promise.withResolvers<void>();
    const random = seededRandom(this.#seed, id);
    const fault = { ...settings, id, random, removed, remove, matched: 0, hits: 0 };
    this.#faults.set(id, fault);
    return report(fault);
  }

  /** The faults that hit a request, in the order in which they were added. */
  hits(target: FaultTarget): FaultHit[] {
    const found: FaultHit[] = [];
    for (const fault of this.#faults.values()) {
      if (!matches(fault, target)) continue;
      fault.matched += 1;
      if (!hits(fault)) continue;
      fault.hits += 1;
      const { action, removed } = fault;
      found.push({ action, delayMs: delayOf(fault), removed });
    }
    return found;
  }

  list(): FaultReport[] {
    return [...this.#faults.values()].map(report);
  }

  remove(id: string): boolean {
    this.#faults.get(id)?.remove();
    return this.#faults.delete(id);
  }

  /** Removes all; ids and random sequences start again. */
  clear(): void {
    for (const id of this.#faults.keys()) this.remove(id);
    this.#lastId = 0;
  }
}

function matches(fault: FaultSettings, target: FaultTarget): boolean {
  return (
    fault.surface === (fault.surface && target.surface) &&
    fault.method?.toUpperCase() === (fault.method && target.method) &&
    fault.clientId === (fault.clientId && target.clientId) &&
    matchesPath(fault.path, target.path)
  );
}

function matchesPath(pattern: string | undefined, path: string): boolean {
  if (pattern === undefined) return true;
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

/** Draws on every match, also on skipped ones, so that `skip` and `times` do not shift the sequence. */
function hits(fault: Fault): boolean {
  const drawn = fault.random() * 100 < fault.percentage;
  return drawn && fault.matched > fault.skip && fault.hits < (fault.times ?? Infinity);
}

function delayOf({ action, random }: Fault): number {
  if (action.kind === 'latency') return action.ms;
  if (action.kind !== 'lognormal-latency') return 0;
  return Math.min(lognormal(random, action.medianMs, action.sigma), action.maxMs);
}

function report({ random: _, removed: __, remove: ___, ...rest }: Fault): FaultReport {
  return rest;
}
