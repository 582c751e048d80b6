import { expect, test } from 'vitest';
import { renderStack } from '../src/render.ts';
import { awsOutputs } from './support/aws-outputs.ts';

test('a stack whose secrets have names is rendered without one', async () => {
  const kinds = (await renderStack('staging', awsOutputs('staging'))).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'Deployment', 'ExternalSecret']));
  expect(kinds).not.toContain('Secret');
});

test.each([
  [
    'local',
    /genesys.client and services.wallboard.cacheUser and services.crm-sync.cacheUser must name/,
  ],
  ['nonesuch', /there is no file Pulumi.nonesuch.yaml/],
  ['dev', /the outputs of organization\/onetoken-aws\/dev are missing/],
])('refuses %s', async (stack, sentence) => {
  await expect(renderStack(stack)).rejects.toThrow(sentence);
});
