import { dayLife, type Profile, type Settings } from '../fleets/settings.ts';

/** The size of A, B and C: the same, so that they can be compared. Only the way of handling tokens differs. */
export const comparedSettings: Readonly<Record<Profile, Settings>> = {
  smoke: { pods: 3, rate: 5, seconds: 4, lifeSeconds: dayLife, clients: 1 },
  ci: { pods: 6, rate: 10, seconds: 25, lifeSeconds: 30, clients: 1 },
  full: { pods: 12, rate: 5, seconds: 120, lifeSeconds: 90, clients: 1 },
};
