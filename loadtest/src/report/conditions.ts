import { count } from '@onetoken/report-kit';
import { raisedApiLimit } from '../fleets/mock.ts';
import type { LabReport } from './lab-report.ts';

const throttleForms = {
  '429': 'a throttled login answers 429 with Retry-After',
  '400': 'a throttled login answers 400 "rate limit exceeded"',
} as const;

/** What a reader must know to interpret the figures: conditions of this run, not of Genesys Cloud. */
export function conditions({ lab, throttleForm }: LabReport): string[] {
  const [limit] = lab.results.flatMap(({ observed }) => observed?.evidence.limitPerMinute ?? []);
  const model = limit === undefined ? '' : ` ${limit} token requests per client and minute;`;
  const form = throttleForm === undefined ? '' : ` In this run ${throttleForms[throttleForm]}.`;
  return [
    `The login limit is a model:${model} the real limit is not published.${form}`,
    `The API limits of the mock are raised to ${count(raisedApiLimit)} calls per minute (per token and per client), so that the login limit is what is measured; the usual limit of one token is 300.`,
    'The mock of Genesys Cloud counts all token requests; the load generator reports calls and latencies only.',
    'Experiments with refreshes use token lives of seconds instead of 24 hours: they show how a refresh works, not how often it happens.',
    `The fleet: ${lab.target}. On one machine latencies compare strategies with each other, nothing else.`,
    'Every load is an open one: each call starts when it is due. If one call cannot start, or the mock is too busy to answer, the run is inconclusive.',
  ];
}
