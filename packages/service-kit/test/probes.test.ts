import { Counter, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createHttpServer } from '../src/http-server.ts';
import { registerProbes } from '../src/probes.ts';

async function answers(notReady: () => string | undefined) {
  const registry = new Registry();
  new Counter({ name: 'sample_total', help: 'A sample.', registers: [registry] });
  const app = createHttpServer();
  registerProbes(app, { registry, notReady });
  const get = async (path: string) => {
    const { statusCode, headers, body } = await app.inject(path);
    return { statusCode, type: headers['content-type'], body };
  };
  return {
    healthz: await get('/healthz'),
    readyz: await get('/readyz'),
    metrics: await get('/metrics'),
  };
}

describe('probes', () => {
  it('tell a service that is ready', async () => {
    const { healthz, readyz, metrics } = await answers(() => undefined);
    expect(healthz).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
    expect(readyz).toMatchObject({ statusCode: 200, body: '{"status":"ready"}' });
    expect(metrics).toMatchObject({ statusCode: 200, type: expect.stringContaining('text/plain') });
    expect(metrics.body).toContain('sample_total 0');
  });

  it('say why a service that answers is not ready', async () => {
    const { healthz, readyz } = await answers(() => 'no token yet');
    expect(healthz.statusCode).toBe(200);
    expect(readyz).toMatchObject({ statusCode: 503, body: '{"status":"no token yet"}' });
  });
});
