import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { type ApiAnswer, type GenesysApi, NoTokenError } from '../src/genesys-api.ts';
import { createServer } from '../src/server.ts';

const log = pino({ level: 'silent' });

/** The port to Genesys Cloud, with a written answer; the real ones have tests of their own. */
function fakeApi(answer: () => ApiAnswer | Promise<ApiAnswer>, ready = true) {
  const posts: { path: string; body: unknown }[] = [];
  const api: GenesysApi = {
    ready,
    warmUp: () => {},
    close: () => Promise.resolve(),
    get: async () => answer(),
    async post(path, body) {
      posts.push({ path, body });
      return answer();
    },
  };
  return { api, posts };
}

const answered = (status: number, retryAfter?: string): ApiAnswer => ({
  status,
  body: '{"results":[]}',
  retryAfter,
});

describe('GET /api/queues', () => {
  it('is one observation query, answered as it came', async () => {
    const { api, posts } = fakeApi(() => answered(200));
    const server = createServer({ api, queueIds: ['queue-1'], log });
    const { statusCode, body } = await server.inject('/api/queues');
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '{"results":[]}' });
    expect(posts).toEqual([
      {
        path: '/api/v2/analytics/queues/observations/query',
        body: {
          filter: { type: 'or', predicates: [{ dimension: 'queueId', value: 'queue-1' }] },
          metrics: expect.arrayContaining(['oWaiting']),
        },
      },
    ]);
  });

  it('asks for the queues that the request names', async () => {
    const { api, posts } = fakeApi(() => answered(200));
    const server = createServer({ api, queueIds: ['queue-1'], log });
    await server.inject('/api/queues?id=a&id=b');
    expect(posts[0]?.body).toMatchObject({
      filter: { predicates: [{ value: 'a' }, { value: 'b' }] },
    });
  });

  it.each([
    [answered(429, '7'), 429, '7'],
    [answered(401), 502, undefined],
    [answered(500), 502, undefined],
  ])('tells the caller %o as %i', async (answer, status, retryAfter) => {
    const { api } = fakeApi(() => answer);
    const server = createServer({ api, queueIds: [], log });
    const { statusCode, headers } = await server.inject('/api/queues');
    expect(statusCode).toBe(status);
    expect(headers['retry-after']).toBe(retryAfter);
  });

  it('answers 503 with the time to wait when there is no token', async () => {
    const { api } = fakeApi(() =>
      Promise.reject(new NoTokenError('the login is throttling', '42')),
    );
    const server = createServer({ api, queueIds: [], log });
    const { statusCode, headers, json } = await server.inject('/api/queues');
    expect(statusCode).toBe(503);
    expect(headers['retry-after']).toBe('42');
    expect(json()).toEqual({ error: 'no token: the login is throttling' });
  });

  it('answers 502, without what went wrong inside, when the API cannot be reached', async () => {
    const { api } = fakeApi(() => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:443')));
    const server = createServer({ api, queueIds: [], log });
    const { statusCode, body } = await server.inject('/api/queues');
    expect(statusCode).toBe(502);
    expect(body).not.toContain('10.1.2.3');
  });
});

describe('probes', () => {
  it('are healthy as soon as the process answers, ready only when calls may come', async () => {
    const { api } = fakeApi(() => answered(200), false);
    const server = createServer({ api, queueIds: [], log });
    expect((await server.inject('/healthz')).statusCode).toBe(200);
    expect((await server.inject('/readyz')).statusCode).toBe(503);
    const { api: readyApi } = fakeApi(() => answered(200), true);
    const ready = createServer({ api: readyApi, queueIds: [], log });
    expect((await ready.inject('/readyz')).statusCode).toBe(200);
  });

  it('never cause a request', async () => {
    const { api, posts } = fakeApi(() => answered(200));
    const server = createServer({ api, queueIds: [], log });
    for (const path of ['/healthz', '/readyz', '/metrics']) await server.inject(path);
    expect(posts).toEqual([]);
  });
});

describe('GET /metrics', () => {
  it('times answers by route and status', async () => {
    const { api } = fakeApi(() => answered(200));
    const server = createServer({ api, queueIds: [], log });
    await server.inject('/api/queues?id=secret-looking-value');
    const { body, headers } = await server.inject('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain(
      'http_request_duration_seconds_count{route="/api/queues",status="200"} 1',
    );
    expect(body).not.toContain('secret-looking-value');
  });
});
