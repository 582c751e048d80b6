export type { Clock, ClockSetting } from './clock/clock.ts';
export type { MockOptions } from './config/options.ts';
export { ConfigurationError } from './config/parse-options.ts';
export type { Counters } from './ledger/counters.ts';
export type { Stats } from './ledger/ledger.ts';
export type { RuleSet, Rules, Verdict, Violation } from './ledger/verify.ts';
export { type MockGenesys, startMockGenesys } from './start.ts';
