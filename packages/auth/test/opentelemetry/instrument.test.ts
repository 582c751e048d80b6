import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { findSecrets } from '@onetoken/test-kit';
import { expect, test } from 'vitest';
import { instrument } from '../../src/opentelemetry/instrument.ts';
import { INVALID_CLIENT } from '../../src/testing/fake-login.ts';
import { Fleet, SECRET } from '../support/fleet.ts';
import { Telemetry } from './telemetry.ts';

test('nothing that is exported carries a secret or a token', async () => {
  await using fleet = new Fleet();
  const telemetry = new Telemetry();
  const next = 'visibly-fake-next-secret';
  const { provider } = fleet.pod({ nextClientSecret: next });
  telemetry.instrument(provider, fleet.clock);
  fleet.login.reply(INVALID_CLIENT);
  const token = await provider.getAccessToken();
  await provider.invalidate(token);
  fleet.login.always = INVALID_CLIENT;
  await provider.getAccessToken().catch(() => undefined);
  const exported = [await telemetry.collect(), telemetry.spans.getFinishedSpans()];
  const text = exported.map((it) => inspect(it, { depth: 12, maxArrayLength: null })).join('\n');
  expect(text).toContain('ERR_LOGIN_REFUSED');
  expect(findSecrets(text, { secret: SECRET, next, token })).toEqual([]);
  await telemetry.shutdown();
});

test('after its end nothing is recorded any more', async () => {
  await using fleet = new Fleet();
  const telemetry = new Telemetry();
  const { provider } = fleet.pod();
  const stop = telemetry.instrument(provider, fleet.clock);
  const token = await provider.getAccessToken();
  stop();
  await provider.invalidate(token);
  await provider.getAccessToken();
  expect(fleet.login.tokenRequests).toHaveLength(2);
  const recorded = (await telemetry.collect()).filter(({ dataPoints }) => dataPoints.length > 0);
  const names = recorded.map(({ descriptor }) => descriptor.name);
  expect(names).toEqual(['onetoken.token.request.duration']);
  expect(recorded[0]?.dataPoints[0]?.value).toMatchObject({ count: 1 });
  expect(telemetry.spans.getFinishedSpans()).toHaveLength(1);
  await telemetry.shutdown();
});

test('without an SDK it does nothing, at no risk', async () => {
  await using fleet = new Fleet();
  const { provider } = fleet.pod();
  const stop = instrument(provider);
  await provider.getAccessToken();
  stop();
});

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** Everything that importing a file imports, packages included; types are gone at run time. */
function importsOf(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(file, 'utf8').replaceAll(/^(import|export) type [^;]*;/gms, '');
  for (const [, target = ''] of code.matchAll(/(?:from|import) '([^']+)'/g)) {
    if (target.startsWith('.')) importsOf(join(dirname(file), target), seen);
    else seen.add(target);
  }
  return seen;
}

test('only its own entry imports OpenTelemetry', () => {
  const used = importsOf(join(src, 'opentelemetry/instrument.ts'), new Set());
  expect(used).toContain('@opentelemetry/api');
  const unused = new Set<string>();
  const stores = ['redis', 'file', 'memcached'].map((store) => `stores/${store}/store.ts`);
  for (const entry of ['index.ts', ...stores, 'errors/index.ts'])
    importsOf(join(src, entry), unused);
  expect(unused).toContain('undici');
  expect([...unused].filter((it) => it.includes('opentelemetry'))).toEqual([]);
});
