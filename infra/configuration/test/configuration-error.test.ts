import * as pulumi from '@pulumi/pulumi';
import { expect, test } from 'vitest';
import { ConfigurationError } from '../src/index.ts';

test('names every problem, and is an error that Pulumi shows without a stack trace', () => {
  const error = new ConfigurationError('dev', ['region is missing.', 'account is missing.']);
  expect(error.message).toBe(
    'Stack dev is not configured right:\n  - region is missing.\n  - account is missing.',
  );
  expect(error.problems).toHaveLength(2);
  expect(pulumi.RunError.isInstance(error)).toBe(true);
});
