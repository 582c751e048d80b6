import { expect, test } from 'vitest';
import { Monitoring } from '../src/index.ts';
import { manifests, only } from './manifests.ts';

function monitoring() {
  const dashboards = { 'onetoken.json': '{}' };
  return manifests(() => new Monitoring('onetoken', { namespace: 'onetoken', dashboards }));
}

test('scrapes every service by its role', async () => {
  const { spec } = only(await monitoring(), 'ServiceMonitor');
  expect(spec.selector.matchLabels['app.kubernetes.io/component']).toBe('service');
  expect(spec.endpoints).toEqual([{ port: 'http', path: '/metrics', interval: '30s' }]);
});

test('each alert says what is wrong and what to do', async () => {
  const [group] = only(await monitoring(), 'PrometheusRule').spec.groups;
  const names = group.rules.map((rule: { alert: string }) => rule.alert);
  expect(new Set(names).size).toBe(names.length);
  for (const rule of group.rules) {
    expect(rule.expr).toMatch(/onetoken_\w+/);
    expect(rule.annotations.summary.length).toBeGreaterThan(10);
    expect(rule.annotations.description.length).toBeGreaterThan(20);
  }
});

test('hands dashboards to Grafana by label', async () => {
  const { data, metadata } = only(await monitoring(), 'ConfigMap');
  expect(metadata.labels).toEqual({ grafana_dashboard: '1' });
  expect(data).toEqual({ 'onetoken.json': '{}' });
});
