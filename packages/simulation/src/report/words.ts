import { count, findingText, plural } from '@onetoken/report-kit';
import type { FaultRecord } from '../faults/fault-record.ts';
import { scenarios } from '../scenarios/index.ts';
import type { Simulation } from '../simulate.ts';
import { recoveryMs } from '../verdict/figures.ts';

/** The words that terminal and page share. */

/** A span of time, in the unit that a reader would choose. */
export function span(ms: number): string {
  if (!Number.isFinite(ms)) return 'never';
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 360_000) / 10} h`;
}

/** A moment of the run as a clock on the wall shows it; the run begins at midnight. */
export function clockTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [day, hour, minute] = [
    Math.floor(minutes / 1_440),
    Math.floor(minutes / 60) % 24,
    minutes % 60,
  ];
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return day === 0 ? time : `${time} +${day}`;
}

export function headlineOf({ settings, figures }: Simulation): string {
  const { hours, pods } = settings;
  return `${plural(figures.tokensIssued, 'token')} in ${plural(hours, 'hour')} for up to ${plural(pods, 'process', 'processes')}`;
}

export function whatRan({ settings, figures }: Simulation): string {
  const { scenario, lifeS, hours } = settings;
  return (
    `Scenario ${scenario}: ${scenarios[scenario].title}. ${plural(hours, 'hour')} of virtual time, ` +
    `tokens of ${span(lifeS * 1_000)}, ${plural(figures.processesStarted, 'process', 'processes')} started in all, ` +
    `${plural(settings.faults.length, 'fault')} on purpose.`
  );
}

export function verdictSentence({ verdict, figures, limitPerMinute }: Simulation): string {
  const { outcome, checks, invalidReasons } = verdict;
  if (outcome === 'inconclusive') return `Nothing can be concluded: ${invalidReasons.join('; ')}.`;
  if (outcome === 'failed') {
    const violations = checks.filter(({ passed }) => !passed);
    return `A promise is broken. ${violations.map(findingText).join('; ')}.`;
  }
  const recovery =
    figures.slowestRecoveryMs === undefined
      ? ''
      : `, and after each fault the whole fleet worked with one token again within ${span(figures.slowestRecoveryMs)}`;
  return (
    `The promises held: no API call of ${count(figures.calls)} failed, the worst minute saw ` +
    `${plural(figures.worstMinute, 'token request')} of ${count(figures.tokenRequests)} (limit ${limitPerMinute})${recovery}.`
  );
}

export const recovery = (fault: FaultRecord): string => span(recoveryMs(fault));

/** What a reader must know to interpret the figures. */
export function conditions({ limitPerMinute }: Simulation): string[] {
  return [
    `The login limit is a model: ${limitPerMinute} token requests per client and minute; the real limit is not published.`,
    'Schedule, lease, cool-down, 401 handling and cache are the code of @onetoken/auth. Time, login, API and the way to the shared store are simulated; the store is the in-memory model that the contract tests hold against Redis.',
    'Each process calls the API at least once a minute, every second around a fault. More calls would find nothing new: between two of them only time passes.',
    'Faults happen one at a time, so that each cost belongs to its cause. Memory, processor and network of real pods are the business of the load lab.',
  ];
}
