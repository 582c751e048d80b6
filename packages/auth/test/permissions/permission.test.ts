import { expect, it, test } from 'vitest';
import { checkRequiredPermissions } from '../../src/permissions/permission.ts';

test.each(['*', '*:*:*', 'routing:*', 'routing:queue:*'])('%s asks for no certain right', (it) => {
  expect(() => checkRequiredPermissions([it])).toThrow(TypeError);
  expect(() => checkRequiredPermissions([it])).toThrow('must name each permission');
});

test.each(['', 'routing', 'routing:queue', 'a:b:c:d', 'routing::view', ' routing:queue:view'])(
  'refuses "%s"',
  (it) => {
    expect(() => checkRequiredPermissions([it])).toThrow(TypeError);
  },
);

it('refuses what is no list of strings', () => {
  expect(() => checkRequiredPermissions('routing:queue:view' as never)).toThrow(TypeError);
  expect(() => checkRequiredPermissions([undefined] as never)).toThrow(TypeError);
});

it('names each permission once', () => {
  const queues = 'routing:queue:view';
  expect(checkRequiredPermissions([queues, 'oauth:client:view', queues])).toEqual([
    queues,
    'oauth:client:view',
  ]);
});

test.each([
  ['routing:queue:view', 'requiredPermissions must be a list'],
  [['routing:*:view'], 'list what the service calls, such as routing:queue:view'],
  [
    [7],
    'requiredPermissions must hold domain:entity:action, such as routing:queue:view, but holds "7"',
  ],
])('of %o it says what is wrong', (required, message) => {
  expect(() => checkRequiredPermissions(required as string[])).toThrow(message);
});
