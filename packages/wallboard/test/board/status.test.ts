import { describe, expect, it } from 'vitest';
import { createStatus } from '../../src/board/status.ts';

const event = (type: string, fields: object = {}) => ({ type, scope: 's', ...fields }) as never;
const facts = { generation: 1, issuedAt: 1, refreshAt: 2, expiresAt: 3 };

function board(hasCache = true) {
  let changes = 0;
  const status = createStatus('pod-a', hasCache, () => {
    changes += 1;
  });
  return { status, changes: () => changes };
}

describe('the status strip', () => {
  it('knows nothing at first, and claims nothing', () => {
    const { status } = board();
    expect(status.current()).toMatchObject({ token: undefined, login: { health: 'unknown' } });
  });

  it('shows a token that this pod requested as its own', () => {
    const { status } = board();
    status.tokenEvent(event('token-issued', facts));
    expect(status.current()).toMatchObject({
      token: { issuedAt: 1, refreshAt: 2, expiresAt: 3 },
      refreshedBy: 'pod-a',
      login: { health: 'ok' },
    });
  });

  it('shows who requested a token that it took over', () => {
    const { status } = board();
    status.tokenEvent(event('token-adopted', facts));
    status.refresher({ pod: 'pod-b', at: 1 });
    expect(status.current().refreshedBy).toBe('pod-b');
  });

  it.each([
    ['throttled', 'throttled'],
    ['refused', 'refuses the client'],
  ])('shows a cool-down: %s', (kind, text) => {
    const { status } = board();
    status.tokenEvent(event('cooldown', { kind, ms: 1, failures: 1 }));
    expect(status.current().login).toEqual({ health: 'warning', text });
  });

  it('shows a cache that is away, back, or not there at all', () => {
    const { status } = board();
    status.tokenEvent(event('store-unavailable', { operation: 'read', reason: 'timeout' }));
    expect(status.current().cache).toEqual({ health: 'warning', text: 'away (timeout)' });
    status.tokenEvent(event('store-available', { operation: 'read' }));
    expect(status.current().cache.health).toBe('ok');
    expect(board(false).status.current().cache.text).toBe('this pod alone');
  });

  it('tells of changes only', () => {
    const { status, changes } = board();
    status.apiOk();
    status.apiOk();
    expect(changes()).toBe(1);
  });
});
