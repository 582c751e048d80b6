import { backgroundFailure } from './background-failure.ts';
import type { Behaviour } from './behaviour.ts';
import { failingLogin } from './failing-login.ts';
import { firstCallerAborts } from './first-caller-aborts.ts';
import { holderKilled } from './holder-killed.ts';
import { late401 } from './late-401.ts';
import { persistent401 } from './persistent-401.ts';
import { redisFrozen, redisKilled } from './redis-outage.ts';
import { throttledBy400, wrongSecret } from './refused-login.ts';
import { secretsPrinted } from './secrets.ts';
import { steppedClock } from './stepped-clock.ts';
import { blockedPastExpiry, stoppedPastExpiry } from './stopped.ts';

/** All behaviour tests, in the order of the table. */
export const behaviours: readonly Behaviour[] = [
  late401,
  persistent401,
  failingLogin,
  firstCallerAborts,
  redisFrozen,
  redisKilled,
  holderKilled,
  wrongSecret,
  throttledBy400,
  secretsPrinted,
  backgroundFailure,
  steppedClock,
  stoppedPastExpiry,
  blockedPastExpiry,
];
