import { expect, test } from 'vitest';
import { allow, trust } from '../src/iam.ts';

test('a policy document allows what is listed', () => {
  const document = allow([{ actions: ['a:B'], resources: ['arn:c'] }]);
  expect(JSON.parse(document)).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['a:B'], Resource: ['arn:c'] }],
  });
});

test('a trust policy names the service, what it may do and on which conditions', () => {
  const document = trust('x.amazonaws.com', ['sts:AssumeRole'], { StringEquals: { k: 'v' } });
  expect(JSON.parse(document).Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'x.amazonaws.com' },
      Action: ['sts:AssumeRole'],
      Condition: { StringEquals: { k: 'v' } },
    },
  ]);
});
