import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { startService, tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';

const dashboard = fileURLToPath(new URL('../../docs/grafana/onetoken.json', import.meta.url));

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

/** Functions, labels and words of PromQL that look like names of metrics do not, because ours have a prefix. */
const METRIC = /\b(?:onetoken|http|process|nodejs)_[a-z0-9_]+\b/g;

/** Histograms appear under these names, too. */
const SUFFIX = /_(?:bucket|count|sum)$/;

it('the Grafana dashboard uses metrics that the services really have, and shows all of onetoken', async () => {
  using dir = tempDir();
  await using mock = await startMockGenesys();
  const env = {
    ONETOKEN_LOGIN_URL: mock.loginUrl,
    ONETOKEN_API_URL: mock.apiUrl,
    GENESYSCLOUD_OAUTHCLIENT_ID: 'mock-client',
    GENESYSCLOUD_OAUTHCLIENT_SECRET: 'mock-secret-not-real',
    DATABASE_URL: `sqlite:${join(dir.path, 'crm.sqlite')}`,
    PORT: '0',
  };
  const real = new Set<string>();
  for (const service of [
    '@onetoken/agent/main',
    '@onetoken/crm-sync/main',
    '@onetoken/wallboard/main',
  ]) {
    const script = fileURLToPath(import.meta.resolve(service));
    await using running = await startService({ script, env });
    const text = await (await fetch(`${running.ready['url']}/metrics`)).text();
    for (const [, name] of text.matchAll(/^# TYPE (\S+)/gm)) real.add(String(name));
  }

  const { panels } = JSON.parse(readFileSync(dashboard, 'utf8')) as { panels: Panel[] };
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const used = new Set(expressions.flatMap((expr) => expr.match(METRIC) ?? []));
  const unknown = [...used].filter(
    (name) => !real.has(name) && !real.has(name.replace(SUFFIX, '')),
  );
  expect(unknown).toEqual([]);
  const own = [...real].filter((name) => name.startsWith('onetoken_'));
  expect(own.length).toBeGreaterThan(10);
  expect(own.filter((name) => !used.has(name))).toEqual([]);
});
