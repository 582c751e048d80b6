import { expect, it } from 'vitest';
import { callsPerAddress } from '../../src/fleets/settings.ts';

it.each([
  ['a pod each', { pods: 3, rate: 4 }, 3, 4],
  ['all behind one', { pods: 3, rate: 4 }, 1, 12],
  ['unevenly', { pods: 3, rate: 1 }, 2, 2],
])('the load of a fleet goes to its addresses: %s', (_, settings, addresses, calls) => {
  expect(callsPerAddress({ seconds: 1, lifeSeconds: 1, clients: 1, ...settings }, addresses)).toBe(
    calls,
  );
});
