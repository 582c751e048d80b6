import type { Experiment } from './experiment.ts';
import { expiry } from './expiry.ts';
import { shared } from './shared.ts';

/** All experiments, in the order in which they are run. A further one is one file and one line here. */
export const experiments: readonly Experiment[] = [shared, expiry];
