import { describe, expect, test } from 'vitest';
import type { Manifest } from '../src/collect.ts';
import { LoadTest, type LoadTestArgs } from '../src/index.ts';
import { manifests, only } from './manifests.ts';

const base: LoadTestArgs = {
  namespace: 'onetoken',
  image: 'onetoken/k6:1',
  script: 'export default () => {};',
  environment: { TARGETS: 'http://wallboard', RATE: '40' },
  runner: { kind: 'job' },
};

function load(args: Partial<LoadTestArgs> = {}) {
  return manifests(() => new LoadTest('one-token', { ...base, ...args }));
}

describe('LoadTest as a Job', () => {
  test('runs once: a second attempt would hide the result of the first', async () => {
    const { spec } = only(await load(), 'Job');
    expect(spec.backoffLimit).toBe(0);
    expect(spec.template.spec.restartPolicy).toBe('Never');
    expect(only(await load(), 'ConfigMap').data['script.ts']).toBe(base.script);
  });

  test('runs again under another name when script or settings change, and only then', async () => {
    const name = async (args: Partial<LoadTestArgs>) => only(await load(args), 'Job').metadata.name;
    const before = await name({});
    expect(await name({})).toBe(before);
    expect(await name({ script: 'export default () => { };' })).not.toBe(before);
    expect(await name({ environment: { ...base.environment, RATE: '41' } })).not.toBe(before);
  });

  test('sends no usage report and downloads no extensions', async () => {
    const { env } = only(await load(), 'Job').spec.template.spec.containers[0];
    expect(env).toContainEqual({ name: 'K6_NO_USAGE_REPORT', value: 'true' });
    expect(env).toContainEqual({ name: 'K6_AUTO_EXTENSION_RESOLUTION', value: 'false' });
  });
});

describe('LoadTest as a TestRun', () => {
  const runner = { kind: 'operator', parallelism: 2, starterImage: 'curl:1' } as const;

  test('is split over the runners, and the deployment waits for its end', async () => {
    const { metadata, spec } = only(await load({ runner }), 'TestRun');
    expect(spec.parallelism).toBe(2);
    expect(metadata.annotations['pulumi.com/waitFor']).toContain('finished');
    expect(spec.script.configMap).toEqual({ name: 'one-token', file: 'script.ts' });
  });

  test('passes only if the Job of each runner completes: a run with broken thresholds is "finished", too', async () => {
    const all = await load({ runner });
    const { metadata } = only(all, 'TestRun');
    const jobs = all.filter(({ kind }) => kind === 'Job');
    expect(jobs.map((job) => job.metadata.name)).toEqual([
      `${metadata.name}-1`,
      `${metadata.name}-2`,
    ]);
    // They exist once the run is finished, and belong to k6-operator: only labels that it has set itself are applied.
    expect(all.indexOf(jobs[0] as Manifest)).toBeGreaterThan(
      all.findIndex((m) => m.kind === 'TestRun'),
    );
    for (const { spec, metadata: own } of jobs) {
      expect(spec).toBeUndefined();
      expect(own).toMatchObject({ labels: metadata.labels });
    }
  });

  test('makes every pod of it restricted and subject to the network policies', async () => {
    const { spec } = only(await load({ runner }), 'TestRun');
    for (const pod of [spec.initializer, spec.runner, spec.starter]) {
      expect(pod.securityContext.runAsNonRoot).toBe(true);
      expect(pod.containerSecurityContext.capabilities.drop).toEqual(['ALL']);
      expect(pod.metadata.labels['app.kubernetes.io/component']).toBe('load-test');
    }
    expect(spec.starter.image).toBe('curl:1');
    expect(spec.runner.image).toBe('onetoken/k6:1');
  });
});
