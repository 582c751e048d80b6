import { expect, test } from 'vitest';
import { containers, plainSettings } from '../src/workload.ts';

const template = {
  spec: { initContainers: [{ image: 'a:1.0.0' }], containers: [{ image: 'b:1.0.0' }] },
};

test.each([
  ['kubernetes:apps/v1:Deployment', { spec: { template } }],
  ['kubernetes:apps/v1:StatefulSet', { spec: { template } }],
  ['kubernetes:batch/v1:Job', { spec: { template } }],
  ['kubernetes:batch/v1:CronJob', { spec: { jobTemplate: { spec: { template } } } }],
  ['kubernetes:core/v1:Pod', template],
  ['kubernetes:apps/v1:DaemonSet', { spec: { template } }],
  ['kubernetes:apps/v1:DeploymentPatch', { spec: { template } }],
])('every container of a %s is seen', (type, props) => {
  expect(containers(type, props).map(({ image }) => image)).toEqual(['a:1.0.0', 'b:1.0.0']);
});

test('a resource that runs nothing has no containers', () => {
  expect(containers('kubernetes:core/v1:Service', { spec: { template } })).toEqual([]);
});

test('settings come from ConfigMaps, containers and functions', () => {
  const pod = { spec: { containers: [{ env: [{ name: 'A', value: '1' }] }] } };
  expect(plainSettings('kubernetes:core/v1:Pod', pod)).toEqual([{ A: '1' }]);
  expect(plainSettings('kubernetes:core/v1:ConfigMap', { data: { A: '2' } })).toEqual([{ A: '2' }]);
  const lambda = { environment: { variables: { A: '3' } } };
  expect(plainSettings('aws:lambda/function:Function', lambda)).toEqual([{ A: '3' }]);
});
