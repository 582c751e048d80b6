import { describe, expect, it } from 'vitest';
import { experiments } from '../../src/experiments/index.ts';
import { profiles } from '../../src/fleets/settings.ts';
import type { Need } from '../../src/fleets/target.ts';

/** What an action asks of a target; faults of the mock and revocations ask nothing. */
const needOf: Readonly<Record<string, Need | undefined>> = { redis: 'redis', restart: 'restart' };

it('has each letter and each name once', () => {
  const letters = experiments.map(({ letter }) => letter);
  expect(letters).toEqual([...new Set(letters)].toSorted());
  expect(new Set(experiments.map(({ name }) => name)).size).toBe(experiments.length);
});

it('is done with the smoke profile before anybody gets impatient', () => {
  const seconds = experiments.map(({ settings }) => settings.smoke.seconds);
  expect(seconds.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(75);
});

describe.each(experiments.map((one) => [one.name, one] as const))('%s', (_, experiment) => {
  it('needs what its timeline does', () => {
    for (const profile of profiles) {
      const steps = experiment.timeline(experiment.settings[profile]);
      const needed = steps.flatMap(({ action }) => needOf[action.kind] ?? []);
      expect(experiment.needs).toEqual(expect.arrayContaining(needed));
    }
  });

  it('does every step while its load runs', () => {
    for (const profile of profiles) {
      const settings = experiment.settings[profile];
      for (const { at, until = at } of experiment.timeline(settings)) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(until).toBeGreaterThanOrEqual(at);
        expect(until).toBeLessThanOrEqual(settings.seconds);
      }
    }
  });

  it('stays modest on one machine', () => {
    for (const profile of profiles) {
      const { pods, rate, clients } = experiment.settings[profile];
      expect(pods).toBeLessThanOrEqual(16);
      expect(pods * rate).toBeLessThanOrEqual(200);
      expect(pods % clients).toBe(0);
    }
  });

  it('has a bound on the stats of the mock', () => {
    expect(experiment.statsRules(experiment.settings.smoke).length).toBeGreaterThan(0);
  });
});
