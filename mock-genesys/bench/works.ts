import type { Work } from './load.ts';
import type { BenchServer } from './server.ts';

const credentials = Buffer.from('mock-client:mock-secret-not-real').toString('base64');

export const TOKEN: Work = {
  path: '/oauth/token',
  method: 'POST',
  headers: {
    authorization: `Basic ${credentials}`,
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: 'grant_type=client_credentials',
};

export interface ApiWorks {
  readonly queues: Work;
  readonly observations: Work;
  /** Answers of the mock, for the bare server to give. */
  readonly answers: Record<string, string>;
}

/** The API requests, with a token of `mock`. */
export async function apiWorks(mock: BenchServer): Promise<ApiWorks> {
  const login = await fetch(`${mock.url}${TOKEN.path}`, TOKEN);
  const { access_token } = (await login.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const queues: Work = { path: '/api/v2/routing/queues', method: 'GET', headers };
  const listed = await (await fetch(`${mock.url}${queues.path}`, queues)).text();
  const { entities } = JSON.parse(listed) as { entities: { id: string }[] };
  const observations: Work = {
    path: '/api/v2/analytics/queues/observations/query',
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      filter: {
        type: 'or',
        predicates: entities.slice(0, 3).map(({ id }) => ({ dimension: 'queueId', value: id })),
      },
      metrics: ['oWaiting', 'oInteracting', 'oOnQueueUsers'],
    }),
  };
  const observed = await (await fetch(`${mock.url}${observations.path}`, observations)).text();
  return { queues, observations, answers: { QUEUES: listed, OBSERVATIONS: observed } };
}
