import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { findSecrets, startService } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { client, environmentFor } from './environment.ts';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

interface Export {
  readonly resourceSpans: {
    readonly resource: object;
    readonly scopeSpans: { readonly spans: Span[] }[];
  }[];
}

/** Takes what a service exports, as a collector would (OTLP over HTTP, JSON). */
async function startCollector() {
  const received: Export[] = [];
  const server = createServer(async (request, response) => {
    received.push((await json(request)) as Export);
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    spans: () =>
      received.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('traces', () => {
  it('show an answer, the API call that was made for it, and the one token request', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    await using collector = await startCollector();
    const env = environmentFor(mock, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    });
    await using wallboard = await startService({ script, env });
    for (const path of ['/api/queues', '/healthz', '/metrics']) {
      expect((await fetch(`${wallboard.ready['url']}${path}`)).status).toBe(200);
    }
    wallboard.signal('SIGTERM'); // what was recorded is sent before the end
    expect(await wallboard.exited).toBe(0);

    const spans = collector.spans();
    const answer = spans.find(({ name }) => name === 'GET /api/queues');
    const call = spans.find(({ parentSpanId }) => parentSpanId === answer?.spanId);
    expect(call).toMatchObject({ name: 'POST', traceId: answer?.traceId });
    const named = (name: string) => spans.filter((span) => span.name === name);
    expect(named('onetoken.token.request')).toHaveLength(1);
    expect(spans.some(({ name }) => /healthz|metrics/.test(name))).toBe(false);
    const text = JSON.stringify(collector.received);
    expect(text).toContain('onetoken-wallboard');
    expect(findSecrets(text, { secret: client.secret })).toEqual([]);
  });
});
