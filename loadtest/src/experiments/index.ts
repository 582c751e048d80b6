import type { Experiment } from './experiment.ts';
import { expiry } from './expiry.ts';
import { loginFaults } from './login-faults.ts';
import { redisFaults } from './redis-faults.ts';
import { revocation } from './revocation.ts';
import { rolling } from './rolling.ts';
import { shared } from './shared.ts';
import { stampede } from './stampede.ts';
import { tenants } from './tenants.ts';
import { tokenPerCall } from './token-per-call.ts';
import { tokenPerPod } from './token-per-pod.ts';

/** All experiments, in the order in which they are run. A further one is one file and one line here. */
export const experiments: readonly Experiment[] = [
  tokenPerCall,
  tokenPerPod,
  shared,
  expiry,
  revocation,
  loginFaults,
  redisFaults,
  stampede,
  tenants,
  rolling,
];
