import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  comparePermissions,
  type GrantedPermission,
  nameOf,
} from '../../src/permissions/permission.ts';

const granted = (...names: string[]): GrantedPermission[] =>
  names.map((name) => {
    const [domain = '*', entity = '*', action = '*'] = name.split(':');
    return { domain, entity, action };
  });
const QUEUES = 'routing:queue:view';
const USERS = 'directory:user:view';

it('is content with exactly what is required', () => {
  const report = comparePermissions([QUEUES, USERS], granted(USERS, QUEUES, QUEUES));
  expect(report).toEqual({ verdict: 'ok', missing: [], broader: [] });
});

it('names what no role grants', () => {
  const report = comparePermissions([QUEUES, USERS], granted('routing:queue:edit', USERS));
  expect(report).toMatchObject({ verdict: 'missing', missing: [QUEUES] });
});

it('names what is granted without need', () => {
  const report = comparePermissions([QUEUES], granted(QUEUES, USERS));
  expect(report).toEqual({ verdict: 'broad', missing: [], broader: [USERS] });
});

it.each(['*:*:*', 'routing:*:*', 'routing:queue:*', 'routing:*:view', '*:queue:view'])(
  'takes %s for the permission, and for more than it',
  (name) => {
    const report = comparePermissions([QUEUES], granted(name));
    expect(report).toEqual({ verdict: 'broad', missing: [], broader: [name] });
  },
);

it.each(['oauth:*:*', 'routing:user:*', 'routing:*:edit'])('%s is another one', (name) => {
  expect(comparePermissions([QUEUES], granted(name)).missing).toEqual([QUEUES]);
});

const part = fc.constantFrom('a', 'b', 'c');
const permission = fc.record({ domain: part, entity: part, action: part });

const without = (all: Set<string>, some: Set<string>): Set<string> =>
  new Set([...all].filter((it) => !some.has(it)));

it('lists every difference and nothing else, whatever is granted', () => {
  fc.assert(
    fc.property(fc.array(permission), fc.array(permission), (required, held) => {
      const wanted = new Set(required.map(nameOf));
      const names = new Set(held.map(nameOf));
      const report = comparePermissions([...wanted], held);
      expect(new Set(report.missing)).toEqual(without(wanted, names));
      expect(new Set(report.broader)).toEqual(without(names, wanted));
    }),
  );
});
