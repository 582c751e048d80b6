import { expect, test } from 'vitest';
import { namedIamPermissions } from '../src/named-iam-permissions.ts';
import { violations } from './support/violations.ts';

const secret = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:onetoken/dev/client/reader-a1';
const right = { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [secret] };

function check(change: object, type = 'aws:iam/rolePolicy:RolePolicy'): string[] {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...right, ...change }] });
  return violations(namedIamPermissions, { type, props: { policy } });
}

test.each([
  ['named actions and resources', {}],
  ['a single action and resource', { Action: 'kms:Decrypt', Resource: secret }],
  ['a part of a named resource', { Resource: 'arn:aws:logs:eu-west-1:111111111111:log-group:a:*' }],
  ['what lies in a named bucket', { Resource: 'arn:aws:s3:::bucket/*' }],
  ['a denial of everything', { Effect: 'Deny', Action: '*', Resource: '*' }],
  ['everyone on a condition', { Principal: '*', Condition: { StringEquals: { a: 'b' } } }],
])('passes %s', (_, change) => {
  expect(check(change)).toEqual([]);
});

test.each([
  ['every action', { Action: '*' }, 'action "*"'],
  ['all actions of a service', { Action: ['secretsmanager:*'] }, 'action "secretsmanager:*"'],
  ['actions by prefix', { Action: 'kms:Decrypt*' }, 'action "kms:Decrypt*"'],
  ['every resource', { Resource: '*' }, 'resource "*"'],
  ['all resources of a service', { Resource: 'arn:aws:s3:::*' }, 'resource "arn:aws:s3:::*"'],
  ['all secrets of the account', { Resource: secret.replace(/onetoken.*/, '*') }, ':secret:*"'],
  ['all roles', { Resource: 'arn:aws:iam::111111111111:role/*' }, 'role/*"'],
  ['every account', { Resource: 'arn:aws:sns:eu-west-1:*:topic' }, 'resource "arn:aws:sns'],
  ['everything but', { Action: undefined, NotAction: ['iam:CreateUser'] }, 'NotAction'],
  ['everyone', { Principal: { AWS: '*' } }, 'principal "*"'],
])('refuses %s', (_, change, fault) => {
  expect(check(change)).toEqual([expect.stringContaining(fault)]);
});

test('a statement that is no list is looked at as well', () => {
  const policy = JSON.stringify({ Statement: { ...right, Action: '*' } });
  const props = { policy };
  expect(violations(namedIamPermissions, { type: 'aws:iam/policy:Policy', props })).toHaveLength(1);
});

test('a document that is an object is looked at as well', () => {
  const assumeRolePolicy = { Statement: [{ Effect: 'Allow', Action: '*', Principal: 'a' }] };
  const props = { assumeRolePolicy };
  expect(violations(namedIamPermissions, { type: 'aws:iam/role:Role', props })).toHaveLength(1);
});

test('in the policy of a key "*" is the key itself, but not every action', () => {
  expect(check({ Resource: '*' }, 'aws:kms/key:Key')).toEqual([]);
  expect(check({ Resource: '*', Action: 'kms:*' }, 'aws:kms/key:Key')).toHaveLength(1);
});

test.each([
  ['arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy', 0],
  ['arn:aws:iam::aws:policy/AdministratorAccess', 1],
  ['arn:aws:iam::aws:policy/AmazonS3FullAccess', 1],
])('attached: %s has %i faults', (policyArn, faults) => {
  const type = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';
  expect(violations(namedIamPermissions, { type, props: { policyArn } })).toHaveLength(faults);
});

test('a list of attached policies is looked at', () => {
  const type = 'aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive';
  const props = { policyArns: ['arn:aws:iam::aws:policy/IAMFullAccess'] };
  expect(violations(namedIamPermissions, { type, props })).toHaveLength(1);
});

test('inline policies of a role are looked at', () => {
  const policy = JSON.stringify({ Statement: [{ ...right, Resource: '*' }] });
  const props = { inlinePolicies: [{ policy }] };
  expect(violations(namedIamPermissions, { type: 'aws:iam/role:Role', props })).toHaveLength(1);
});
