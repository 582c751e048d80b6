import type { Settings } from '../src/simulate.ts';

/** A small run that takes a second; what a test is about it says itself. */
export function settings(changes: Partial<Settings> = {}): Settings {
  return {
    scenario: 'steady',
    pods: 8,
    hours: 2,
    lifeS: 86_400,
    seed: 1,
    faults: [],
    ...changes,
  };
}
