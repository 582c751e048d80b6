import type { Fault } from './fault.ts';
import { loginDown, revocation, throttled } from './login.ts';
import { clockSkew, crash, deploy, holderCrash } from './processes.ts';
import { redisDown, redisFlush, redisGone, redisHangs } from './store.ts';

/** All faults, by the name on the command line. */
export const faults = {
  crash,
  'holder-crash': holderCrash,
  deploy,
  'redis-down': redisDown,
  'redis-hangs': redisHangs,
  'redis-flush': redisFlush,
  'redis-gone': redisGone,
  'login-down': loginDown,
  throttled,
  revocation,
  'clock-skew': clockSkew,
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;

export const faultNames: readonly FaultName[] = Object.keys(faults) as FaultName[];

/** All that fit into one run; `redis-gone` alone takes the life of a token. */
export const usualFaults: readonly FaultName[] = faultNames.filter((name) => name !== 'redis-gone');
