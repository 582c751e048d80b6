import { setImmediate as nextTurn } from 'node:timers/promises';

export interface LoopPlan {
  /** How long to measure, in ms. */
  readonly forMs: number;
  /** Calls awaited one after the other in each turn of the event loop. */
  readonly callsPerTurn: number;
}

/** CPU time of this thread in ms. Unlike the time on the wall it does not count a neighbour's work. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Mean CPU time in ns of one awaited call. The step from turn to turn is not counted.
 *
 * Import this file once per measured function, with a different query (`loop.js?floor`): each copy of the loop has
 * separate type feedback, so that one contestant does not slow down another.
 */
export async function nsPerCall(call: () => Promise<unknown>, plan: LoopPlan): Promise<number> {
  let spentMs = 0;
  let calls = 0;
  while (spentMs < plan.forMs) {
    await nextTurn();
    const start = cpuMs();
    for (let i = 0; i < plan.callsPerTurn; i += 1) await call();
    spentMs += cpuMs() - start;
    calls += plan.callsPerTurn;
  }
  return (spentMs / calls) * 1e6;
}

/** Mean CPU time in ns of one whole turn of the event loop that holds one awaited call. */
export async function nsPerTurn(call: () => Promise<unknown>, turns: number): Promise<number> {
  const start = cpuMs();
  for (let i = 0; i < turns; i += 1) {
    await nextTurn();
    await call();
  }
  return ((cpuMs() - start) / turns) * 1e6;
}

/** Mean CPU time in ns of one synchronous call. */
export function nsPerSyncCall(call: () => unknown, calls: number): number {
  let held: unknown;
  const start = cpuMs();
  for (let i = 0; i < calls; i += 1) held = call();
  const spentMs = cpuMs() - start;
  // Uses the last answer, so that the calls cannot be optimised away.
  if (held === null) throw new Error('the call answered null');
  return (spentMs / calls) * 1e6;
}
