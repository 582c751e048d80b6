import { expect, test, vi } from 'vitest';
import { encryptedKeys, fromText } from '../src/index.ts';

test.each([
  ['eu-west-1', 'eu-west-1'],
  ['5', '5'],
  ['{"a":[1]}', { a: [1] }],
  ['[1]', [1]],
])('%s is read as %j', (text, value) => {
  expect(fromText(text)).toEqual(value);
});

test('names the encrypted keys as the configuration does', () => {
  vi.stubEnv('PULUMI_CONFIG_SECRET_KEYS', '["project:config:a","project:b"]');
  expect(encryptedKeys()).toEqual(['project:a', 'project:b']);
  vi.stubEnv('PULUMI_CONFIG_SECRET_KEYS', '');
  expect(encryptedKeys()).toEqual([]);
});
