import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { parseSubject } from '../../src/permissions/subject.ts';

const subject = (...policies: unknown[]): string =>
  JSON.stringify({ id: 'client', grants: policies.map((it) => ({ role: { policies: it } })) });

it('reads each action of each policy of each role', () => {
  const queues = { domain: 'routing', entityName: 'queue', actions: ['view', 'edit'] };
  const all = { domain: '*', entityName: '*', actions: ['*'] };
  expect(parseSubject(subject([queues], [all]))).toEqual([
    { domain: 'routing', entity: 'queue', action: 'view' },
    { domain: 'routing', entity: 'queue', action: 'edit' },
    { domain: '*', entity: '*', action: '*' },
  ]);
});

it('knows a client without roles', () => {
  expect(parseSubject('{"grants":[]}')).toEqual([]);
});

test.each(['', '[]', '{}', '{"grants":{}}', '{"grants":[{}]}', subject(undefined)])(
  'concludes nothing from %s',
  (body) => {
    expect(parseSubject(body)).toBeUndefined();
  },
);

it('reads only what is a permission', () => {
  const odd = [
    null,
    {},
    { domain: 'routing', entityName: 'queue' },
    { domain: 7, entityName: 'queue', actions: ['view'] },
    { domain: 'routing', entityName: null, actions: ['view'] },
    { domain: 'routing', entityName: 'queue', actions: [1, null, 'view'] },
  ];
  expect(parseSubject(subject(odd))).toEqual([
    { domain: 'routing', entity: 'queue', action: 'view' },
  ]);
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.json(), (grants) => {
      parseSubject(`{"grants":${grants}}`);
      parseSubject(grants);
    }),
  );
});
