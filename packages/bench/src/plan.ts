/** How much is measured. */
export interface Plan {
  readonly name: 'full' | 'quick';
  /** Fresh processes per contestant for the hot path, contestants interleaved. */
  readonly hotRounds: number;
  readonly hotMs: number;
  readonly stampedeCallers: number;
  readonly failingCallers: number;
  readonly fleet: { readonly processes: number; readonly callers: number };
  readonly client: { readonly pairs: number; readonly forMs: number; readonly concurrency: number };
  readonly redisCalls: number;
  readonly startUpRounds: number;
  /** Behaviour tests at a time. Most of their time they wait. */
  readonly behavioursAtOnce: number;
}

export const full: Plan = {
  name: 'full',
  hotRounds: 5,
  hotMs: 160,
  stampedeCallers: 1_000,
  failingCallers: 200,
  fleet: { processes: 6, callers: 50 },
  client: { pairs: 200, forMs: 60, concurrency: 32 },
  redisCalls: 1_000,
  startUpRounds: 7,
  behavioursAtOnce: 4,
};

/** The same counts with shorter measurements: what it says about times is a hint. */
export const quick: Plan = {
  ...full,
  name: 'quick',
  hotRounds: 3,
  hotMs: 80,
  client: { pairs: 20, forMs: 60, concurrency: 32 },
  redisCalls: 200,
  startUpRounds: 3,
  behavioursAtOnce: 8,
};
