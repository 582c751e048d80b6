import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UNAVAILABLE } from '../../src/testing/fake-login.ts';
import { settle } from '../../src/testing/virtual-clock.ts';
import { Fleet, type Pod } from '../support/fleet.ts';
import { Telemetry } from './telemetry.ts';

let fleet: Fleet;
let pod: Pod;
let telemetry: Telemetry;
let stop: () => void;

beforeEach(() => {
  fleet = new Fleet();
  telemetry = new Telemetry();
  pod = fleet.pod();
  stop = telemetry.instrument(pod.provider, fleet.clock);
});
afterEach(async () => {
  await fleet[Symbol.asyncDispose]();
  await telemetry.shutdown();
});

const finished = () =>
  telemetry.spans.getFinishedSpans().map(({ name, kind, status, attributes }) => ({
    ...{ name, kind, status: status.code },
    error: attributes['error.type'],
    attempt: attributes['onetoken.request.attempt'],
  }));

const span = { name: 'onetoken.token.request', kind: SpanKind.CLIENT };

test('each token request is a client span, the failed one in error', async () => {
  fleet.login.reply(UNAVAILABLE);
  const call = pod.provider.getAccessToken();
  await fleet.clock.advance(8_000);
  await call;
  expect(finished()).toEqual([
    { ...span, status: SpanStatusCode.ERROR, error: 'ERR_LOGIN_UNAVAILABLE', attempt: 1 },
    { ...span, status: SpanStatusCode.UNSET, error: undefined, attempt: 2 },
  ]);
  const [first] = telemetry.spans.getFinishedSpans();
  expect(first?.attributes).toMatchObject({
    'onetoken.scope': pod.provider.scope,
    'onetoken.secret': 'current',
    'server.address': 'login.mypurecloud.ie',
    'server.port': 443,
  });
});

test('a call that is served from memory makes no span', async () => {
  await pod.provider.getAccessToken();
  await pod.provider.getAccessToken();
  expect(finished()).toHaveLength(1);
});

test('a request that nobody ends is ended with the instrumentation', async () => {
  fleet.login.always = 'hangs';
  const call = pod.provider.getAccessToken().catch(() => undefined);
  await settle();
  expect(finished()).toEqual([]);
  stop();
  expect(finished()).toMatchObject([{ error: '_OTHER', status: SpanStatusCode.ERROR }]);
  await pod.provider.close();
  await call;
  expect(finished()).toHaveLength(1);
});
