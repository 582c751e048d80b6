import { describe, expect, it } from 'vitest';
import { progressLine } from '../src/progress.ts';

describe('progressLine', () => {
  it('shows the stream, how far it is, and what it wrote', () => {
    expect(progressLine('conversations', 0.5, 1204)).toBe(
      'conversations      ████████████░░░░░░░░░░░░  50 %  1204 new or changed',
    );
  });

  it('claims no progress that it does not know', () => {
    expect(progressLine('open conversations', undefined, 0)).not.toMatch(/\d+ %/);
  });
});
