import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { alertRules } from '../../../infra/kubernetes-components/src/alert-rules.ts';
import { createTokenMetrics } from '../src/token-metrics.ts';

const facts = { generation: 1, issuedAt: 1_000, refreshAt: 2_000, expiresAt: 3_000 };

describe('the figures of a token provider', () => {
  const of = async (...events: object[]): Promise<string> => {
    const registry = new Registry();
    const count = createTokenMetrics(registry);
    for (const event of events) count(event as never);
    return registry.metrics();
  };

  it('count requests and say where tokens came from', async () => {
    const text = await of(
      { type: 'request' },
      { type: 'token-issued', ...facts },
      { type: 'token-adopted', ...facts },
      { type: 'token-adopted', ...facts },
    );
    expect(text).toContain('onetoken_token_requests_total 1');
    expect(text).toContain('onetoken_tokens_total{source="login"} 1');
    expect(text).toContain('onetoken_tokens_total{source="fleet"} 2');
    expect(text).toContain('onetoken_token_expires_timestamp_seconds 3');
  });

  const INCREASE = /increase\((onetoken_\w+)({[^}]+})?/g;
  const watched = alertRules.flatMap(({ expr }) =>
    [...expr.matchAll(INCREASE)].map(([, name, labels = '']) => `${name}${labels}`),
  );

  it.each(watched)('begin at zero where an alert waits for an increase: %s', async (series) => {
    const samples = (await of()).split('\n').filter((line) => line.startsWith(series));
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) expect(sample).toMatch(/ 0$/);
  });

  it('say what goes wrong, by kind', async () => {
    const text = await of(
      { type: 'request-failed', code: 'ERR_LOGIN_UNAVAILABLE' },
      { type: 'cooldown', kind: 'throttled' },
      { type: 'store-unavailable', reason: 'timeout' },
      { type: 'fatal', code: 'ERR_TOKEN_REJECTED' },
    );
    expect(text).toContain('onetoken_token_request_failures_total{code="ERR_LOGIN_UNAVAILABLE"} 1');
    expect(text).toContain('onetoken_cooldowns_total{kind="throttled"} 1');
    expect(text).toContain('onetoken_store_available 0');
    expect(text).toContain('onetoken_fatal_total{code="ERR_TOKEN_REJECTED"} 1');
  });
});
