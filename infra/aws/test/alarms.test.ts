import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CACHE_ALARMS, REPLICATION_ALARM, TOKEN_ALARMS } from '../src/alarm-conditions.ts';
import { Alarms } from '../src/alarms.ts';
import { inputsOf, record } from './support/recorder.ts';

const topic = 'arn:aws:sns:eu-west-1:111111111111:on-call';
const alarms = async (...cacheNodes: string[]) =>
  inputsOf(
    await record(() => new Alarms('env', { environment: 'dev', cacheNodes, topicArns: [topic] })),
    'cloudwatch/metricAlarm:MetricAlarm',
  );

test('every alarm calls the people on call, and tells them when it is over', async () => {
  for (const alarm of await alarms('a-001')) {
    expect(alarm).toMatchObject({ alarmActions: [topic], okActions: [topic] });
  }
});

test('every node of the cache is watched', async () => {
  const all = await alarms('a-001', 'a-002');
  const cpu = all.filter((alarm) => alarm.metricName === 'EngineCPUUtilization');
  expect(cpu.map((alarm) => alarm.dimensions)).toEqual([
    { CacheClusterId: 'a-001' },
    { CacheClusterId: 'a-002' },
  ]);
});

test('replication is watched only where there is some', async () => {
  const lag = (all: { metricName: string }[]) =>
    all.filter((a) => a.metricName === 'ReplicationLag');
  expect(lag(await alarms('a-001'))).toHaveLength(0);
  expect(lag(await alarms('a-001', 'a-002'))).toHaveLength(2);
});

test('alarms on the token use metrics that the services have', () => {
  const source = new URL('../../../packages/service-kit/src/token-metrics.ts', import.meta.url);
  const known = [...readFileSync(source, 'utf8').matchAll(/(?:counter|gauge)\(\s*'(\w+)'/g)];
  const names = known.map(([, name]) => `onetoken_${name}`);
  for (const { metric } of TOKEN_ALARMS) expect(names).toContain(metric);
});

test('every runbook that an alarm names is there', () => {
  const all = [...CACHE_ALARMS, REPLICATION_ALARM, ...TOKEN_ALARMS];
  const named = all.flatMap(({ meaning }) => meaning.match(/Runbook: ([\w-]+)/)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(0);
  for (const runbook of named) {
    const page = new URL(`../../../docs/runbooks/${runbook}.md`, import.meta.url);
    expect(existsSync(page), runbook).toBe(true);
  }
});
