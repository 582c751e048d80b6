import { expect, test } from 'vitest';
import { highlyAvailable } from '../src/highly-available.ts';
import { type Sample, stackViolations } from './support/violations.ts';

const labels = { app: 'wallboard' };

function deployment(replicas?: number): Sample {
  const props = {
    metadata: { name: 'wallboard' },
    spec: { replicas, template: { metadata: { labels: { ...labels, version: '1' } } } },
  };
  return { type: 'kubernetes:apps/v1:Deployment', name: 'wallboard', props };
}

function scaler(minReplicas: number): Sample {
  const props = { spec: { minReplicas, scaleTargetRef: { name: 'wallboard' } } };
  return { type: 'kubernetes:autoscaling/v2:HorizontalPodAutoscaler', props };
}

function budget(matchLabels: object = labels, change: object = {}): Sample {
  const props = { spec: { selector: { matchLabels }, ...change } };
  return { type: 'kubernetes:policy/v1:PodDisruptionBudget', props };
}

const elsewhere = (sample: Sample): Sample => ({
  ...sample,
  props: { ...sample.props, metadata: { namespace: 'elsewhere' } },
});

const check = (samples: Sample[], stack = 'production-use1') =>
  stackViolations(
    highlyAvailable,
    samples.map((sample) => ({ ...sample, stack })),
  );

test.each([
  ['two replicas and a budget', [deployment(2), budget()]],
  ['an autoscaler that keeps two', [deployment(), scaler(2), budget()]],
])('passes %s', (_, samples) => {
  expect(check(samples)).toEqual([]);
});

test.each([
  ['one replica', [deployment(1), budget()], 'fewer than two replicas'],
  ['no word on replicas, which is one', [deployment(), budget()], 'fewer than two replicas'],
  ['an autoscaler that may go to one', [deployment(2), scaler(1), budget()], 'fewer than two'],
  ['no budget', [deployment(2)], 'no PodDisruptionBudget'],
  ['a budget of other pods', [deployment(2), budget({ app: 'agent' })], 'no PodDisruptionBudget'],
  ['a budget that lets no pod go', [deployment(2), budget(labels, { maxUnavailable: 0 })], 'drain'],
  ['one that keeps all', [deployment(2), budget(labels, { minAvailable: '100%' })], 'drain'],
  ['a budget of another namespace', [deployment(2), elsewhere(budget())], 'no PodDisruptionBudget'],
  ['an autoscaler of another namespace', [deployment(1), elsewhere(scaler(2)), budget()], 'fewer'],
  ['a budget that selects nothing', [deployment(2), budget({})], 'no PodDisruptionBudget'],
])('refuses %s', (_, samples, fault) => {
  expect(check(samples)).toEqual([expect.stringContaining(fault)]);
});

test('other stacks may run one pod', () => {
  expect(check([deployment(1)], 'dev')).toEqual([]);
});
