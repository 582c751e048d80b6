import { exitCodes, RunError } from '@onetoken/report-kit';
import type { Fleet } from '../fleets/fleet.ts';
import { startMock, type ThrottleForm } from '../fleets/mock.ts';
import { requireBuilt } from '../fleets/paths.ts';
import { openSharedCache } from '../fleets/redis.ts';
import { requireK6 } from '../load/k6.ts';
import { judge, type Verdict } from '../verdict/verdict.ts';
import { type Load, type PhaseResult, type Progress, runPhase, type Strategy } from './phase.ts';

/** From the habit that breaks to the one that holds. */
export const allStrategies: readonly Strategy[] = [
  { name: 'off', tokenCache: 'off' },
  { name: 'process', tokenCache: 'process' },
  { name: 'shared', tokenCache: 'shared' },
];

export interface ComparisonOptions extends Load {
  readonly throttleForm: ThrottleForm;
  /** A Redis to use instead of one of our own. It is never flushed. */
  readonly redisUrl?: string | undefined;
  readonly strategies?: readonly Strategy[];
}

export interface Comparison {
  readonly load: Load;
  readonly throttleForm: ThrottleForm;
  readonly limitPerMinute: number;
  readonly phases: readonly PhaseResult[];
  readonly verdict: Verdict;
}

/** A load that even a token per call survives would make the claim look broken. */
function requireEnough({ pods, rate, seconds }: Load, limitPerMinute: number): void {
  const calls = pods * rate * seconds;
  if (calls > limitPerMinute) return;
  throw new RunError(
    `${calls} calls do not exceed the login limit of ${limitPerMinute} a minute: take more --pods, --rate or --duration`,
    exitCodes.usage,
  );
}

/** Runs the strategies one after the other under the same load, and judges them together. */
export async function compareStrategies(
  fleet: Fleet,
  options: ComparisonOptions,
  onProgress: (strategy: Strategy, progress: Progress) => void = () => {},
): Promise<Comparison> {
  const { throttleForm, redisUrl, strategies = allStrategies, ...load } = options;
  await requireBuilt(['mock', 'wallboard']);
  requireK6();
  const cache = await openSharedCache(fleet, redisUrl);
  const mock = await startMock(fleet, { throttleForm });
  const limitPerMinute = (await mock.admin.loginLimitPerMinute()) ?? Infinity;
  requireEnough(load, limitPerMinute);
  const phases: PhaseResult[] = [];
  for (const strategy of strategies) {
    const stage = { fleet, mock, cache };
    phases.push(await runPhase(stage, strategy, load, (now) => onProgress(strategy, now)));
  }
  const verdict = judge(phases.map(({ evidence }) => evidence));
  return { load, throttleForm, limitPerMinute, phases, verdict };
}
