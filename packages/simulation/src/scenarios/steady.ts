import { usualFaults } from '../faults/index.ts';
import type { Scenario } from './scenario.ts';

export const steady: Scenario = {
  title: 'all processes start at once and stay',
  defaults: { pods: 1_000, hours: 48, faults: usualFaults },
  async run(world, _, pods) {
    for (let started = 0; started < pods; started += 1) world.start();
    for (const pod of world.pods) pod.call();
  },
};
