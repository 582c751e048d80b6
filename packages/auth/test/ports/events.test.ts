import { channel } from 'node:diagnostics_channel';
import { expect, test, vi } from 'vitest';
import { createEvents, type TokenEvent } from '../../src/ports/events.ts';

test('an event reaches every listener, the first one included, until it stops', () => {
  const [first, second]: [TokenEvent[], TokenEvent[]] = [[], []];
  const events = createEvents('scope', (event) => first.push(event));
  const stop = events.on((event) => second.push(event));
  events.emit('store-available', { operation: 'read' });
  stop();
  events.emit('store-available', { operation: 'read' });
  expect(first).toHaveLength(2);
  expect(second).toEqual([{ type: 'store-available', scope: 'scope', operation: 'read' }]);
});

test('an event is published on the diagnostics channel of its type', () => {
  const heard: unknown[] = [];
  const listener = (message: unknown): void => void heard.push(message);
  channel('onetoken:cooldown').subscribe(listener);
  createEvents('scope').emit('cooldown', { kind: 'throttled', ms: 1, failures: 1 });
  channel('onetoken:cooldown').unsubscribe(listener);
  expect(heard).toEqual([
    { type: 'cooldown', scope: 'scope', kind: 'throttled', ms: 1, failures: 1 },
  ]);
});

test('a listener that throws harms neither the others nor the provider', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const heard: TokenEvent[] = [];
  const events = createEvents('scope', () => {
    throw new RangeError('visibly-fake-secret');
  });
  events.on((event) => heard.push(event));
  events.emit('store-available', { operation: 'read' });
  expect(heard).toHaveLength(1);
  expect(warn.mock.calls.join()).toContain('RangeError');
  expect(warn.mock.calls.join()).not.toContain('visibly-fake-secret');
  warn.mockRestore();
});
