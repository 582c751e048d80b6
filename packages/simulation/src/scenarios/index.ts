import { day } from './day.ts';
import type { Scenario } from './scenario.ts';
import { stampede } from './stampede.ts';
import { steady } from './steady.ts';

/** All scenarios, by the name on the command line. */
export const scenarios = { day, steady, stampede } as const satisfies Readonly<
  Record<string, Scenario>
>;

export type ScenarioName = keyof typeof scenarios;
