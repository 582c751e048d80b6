import { expect, it } from 'vitest';
import { manifestOf } from '../../src/peers/versions.ts';

it('reads the manifest of an installed package that does not export it', () => {
  expect(manifestOf('bentocache')).toMatchObject({
    name: 'bentocache',
    version: expect.stringMatching(/^\d+\.\d+/),
  });
});
