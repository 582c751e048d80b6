/** The options of the scenario. k6 gives every environment variable as a string in `__ENV`. */

export function text(name: string): string | undefined {
  return __ENV[name] || undefined;
}

/** A whole number of at least 1. */
function count(name: string, otherwise: number): number {
  const value = Number(text(name) ?? otherwise);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`${name} must be a whole number of at least 1, not "${__ENV[name]}"`);
}

/** Base addresses of the services under load, separated by commas. The default is a wallboard on this machine. */
export const targets: readonly string[] = (text('TARGETS') ?? 'http://127.0.0.1:3000').split(',');

/** Calls per second on each target. */
export const rate: number = count('RATE', 4);

export const seconds: number = count('SECONDS', 30);

/** Multiplies the calls of the first second. */
export const burst: number = count('BURST', 1);

/** Sends a call that a target does not take to the next one, as a load balancer does (nginx: `proxy_next_upstream error`). */
export const failover: boolean = text('FAILOVER') !== undefined;

/** If all targets answer this late at the same time, still no call is dropped. Costs memory: a virtual user each. */
export const pauseSeconds: number = count('PAUSE_SECONDS', 4);

/** How many k6 processes share this load, each with its part of the calls (`--execution-segment`, k6-operator). */
export const runners: number = count('RUNNERS', 1);
