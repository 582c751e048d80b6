import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { expiry } from '../../src/experiments/expiry.ts';
import { labText } from '../../src/report/lab-text.ts';
import { evidenceOf, labRun, resultOf } from '../observed.ts';

it('says of each experiment what became of it, without colour where nobody sees it', () => {
  const lab = labRun(
    [
      resultOf(),
      resultOf(evidenceOf({ stats: { tokenRequests: 3, earlyDuplicates: 2 } })),
      resultOf(evidenceOf({ load: { droppedIterations: 7 } })),
    ],
    [{ experiment: expiry, because: 'there is no way' }],
  );
  expect(labText(lab, new Writable()).split('\n')).toEqual([
    '',
    '  C  shared         passed        token requests 1 (= 1)',
    '  C  shared         failed        token requests 3 (= 1); early duplicates 2 (= 0)',
    '  C  shared         inconclusive  the load generator was saturated: k6 could not start 7 calls in time',
    '  D  expiry         -             there is no way',
    '',
    '1 passed, 1 failed, 1 inconclusive, 1 not possible here · profile smoke, 12 s',
    '',
  ]);
});
