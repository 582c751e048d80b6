import { expect, test } from 'vitest';
import { isLocal, isProduction, stackOf } from '../src/stack-of.ts';

const urn = (stack: string) => `urn:pulumi:${stack}::onetoken-aws::aws:kms/key:Key::name`;

test('the stack is read from the URN', () => {
  expect(stackOf(urn('production-use1'))).toBe('production-use1');
  expect(isProduction(urn('production-use1'))).toBe(true);
  expect(isProduction(urn('staging'))).toBe(false);
  expect(isLocal(urn('local'))).toBe(true);
});
