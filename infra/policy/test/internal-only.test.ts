import { expect, test } from 'vitest';
import { internalOnly } from '../src/internal-only.ts';
import { violations } from './support/violations.ts';

const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';
const service = (type: string, annotations: object = {}) => ({
  metadata: { annotations },
  spec: { type },
});

test.each([
  ['kubernetes:core/v1:Service', service('ClusterIP')],
  ['kubernetes:core/v1:Service', service('LoadBalancer', { [scheme]: 'internal' })],
  ['kubernetes:networking.k8s.io/v1:Ingress', { metadata: {} }],
  ['aws:lb/loadBalancer:LoadBalancer', { internal: true }],
  ['aws:elb/loadBalancer:LoadBalancer', { internal: true }],
  ['aws:lambda/functionUrl:FunctionUrl', { authorizationType: 'AWS_IAM' }],
  ['aws:kms/key:Key', {}],
])('passes %s %j', (type, props) => {
  expect(violations(internalOnly, { type, props })).toEqual([]);
});

test.each([
  ['kubernetes:core/v1:Service', service('LoadBalancer')],
  ['kubernetes:core/v1:Service', service('LoadBalancer', { [scheme]: 'internet-facing' })],
  [
    'kubernetes:networking.k8s.io/v1:Ingress',
    { metadata: { annotations: { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' } } },
  ],
  ['aws:lb/loadBalancer:LoadBalancer', {}],
  ['aws:alb/loadBalancer:LoadBalancer', { internal: false }],
  ['aws:elb/loadBalancer:LoadBalancer', {}],
  ['aws:lambda/functionUrl:FunctionUrl', { authorizationType: 'NONE' }],
])('refuses %s %j', (type, props) => {
  expect(violations(internalOnly, { type, props })).toHaveLength(1);
});
