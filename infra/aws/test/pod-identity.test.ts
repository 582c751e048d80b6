import { expect, test } from 'vitest';
import { PodIdentity } from '../src/pod-identity.ts';
import { inputsOf, once, record } from './support/recorder.ts';

const create = once(() =>
  record(
    () =>
      new PodIdentity('wallboard', {
        clusterName: 'onetoken-dev',
        namespace: 'onetoken',
        serviceAccount: 'wallboard',
        secretArns: ['arn:client', 'arn:cache'],
        keyArn: 'arn:key',
        region: 'eu-west-1',
      }),
  ),
);

test('pods of the service account may read their own secrets and nothing else', async () => {
  const [{ policy }] = inputsOf(await create(), 'iam/rolePolicy:RolePolicy');
  expect(JSON.parse(policy).Statement).toEqual([
    {
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      Resource: ['arn:client', 'arn:cache'],
    },
    {
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: ['arn:key'],
      Condition: {
        StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' },
      },
    },
  ]);
  expect(policy).not.toContain('*');
});

test('the role refuses every other service account', async () => {
  const [{ assumeRolePolicy }] = inputsOf(await create(), 'iam/role:Role');
  expect(JSON.parse(assumeRolePolicy).Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:RequestTag/kubernetes-namespace': 'onetoken',
          'aws:RequestTag/kubernetes-service-account': 'wallboard',
        },
      },
    },
  ]);
});

test('EKS binds the role to the service account', async () => {
  const [association] = inputsOf(
    await create(),
    'eks/podIdentityAssociation:PodIdentityAssociation',
  );
  expect(association).toMatchObject({
    clusterName: 'onetoken-dev',
    namespace: 'onetoken',
    serviceAccount: 'wallboard',
    roleArn: 'arn:aws:stand-in:::wallboard',
  });
});
