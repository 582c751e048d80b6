import { describe, expect, it } from 'vitest';
import { nextWindow } from '../../src/streams/window.ts';

const HOUR = 3_600_000;
const settings = { windowMs: HOUR, lagMs: 120_000 };
const now = Date.parse('2026-01-01T12:00:00Z');

describe('nextWindow', () => {
  it('is one window long in the past', () => {
    expect(nextWindow({ from: '2026-01-01T08:00:00.000Z' }, settings, now)).toEqual({
      from: '2026-01-01T08:00:00.000Z',
      to: '2026-01-01T09:00:00.000Z',
    });
  });

  it('never contains the present', () => {
    expect(nextWindow({ from: '2026-01-01T11:30:00.000Z' }, settings, now)?.to).toBe(
      '2026-01-01T11:58:00.000Z',
    );
    expect(nextWindow({ from: '2026-01-01T11:58:00.000Z' }, settings, now)).toBeUndefined();
  });

  it('comes to an end although time goes on', () => {
    let [position, windows] = [{ from: '2026-01-01T00:00:00.000Z' }, 0];
    for (let ms = 0; ; ms += 10) {
      const window = nextWindow(position, settings, now + ms);
      if (window === undefined) break;
      position = { from: window.to };
      windows += 1;
    }
    expect(windows).toBe(12);
  });

  it('keeps an unfinished window as it was, so that its pages do not shift', () => {
    const position = { from: '2026-01-01T11:00:00.000Z', to: '2026-01-01T11:10:00.000Z' };
    expect(nextWindow(position, settings, now)).toEqual(position);
  });
});
