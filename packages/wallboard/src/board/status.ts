import type { TokenEvent } from '@onetoken/auth';
import type { Refresher } from './exchange.ts';

type Health = 'ok' | 'warning' | 'bad' | 'unknown';

/** One item of the status strip: health and a few words. Never contains a secret. */
export interface StatusItem {
  readonly health: Health;
  readonly text: string;
}

/** The status strip. Times are ms since epoch. */
export interface Status {
  readonly pod: string;
  readonly token:
    | { readonly issuedAt: number; readonly refreshAt: number; readonly expiresAt: number }
    | undefined;
  readonly refreshedBy: string | undefined;
  readonly login: StatusItem;
  readonly cache: StatusItem;
  readonly api: StatusItem;
}

export interface StatusBoard {
  current(): Status;
  tokenEvent(event: TokenEvent): void;
  refresher(refresher: Refresher): void;
  apiOk(): void;
  apiFailed(reason: string): void;
}

const OK: StatusItem = { health: 'ok', text: 'ok' };

const COOLDOWNS = {
  throttled: 'throttled',
  unavailable: 'unavailable',
  refused: 'refuses the client',
  'no-login': 'is no login',
} as const;

/**
 * Collects the state of this pod from its parts.
 * @param hasCache whether there is a shared cache at all
 */
export function createStatus(pod: string, hasCache: boolean, onChange: () => void): StatusBoard {
  const cache = hasCache ? OK : { health: 'warning' as const, text: 'this pod alone' };
  const unknown: StatusItem = { health: 'unknown', text: 'not asked yet' };
  let status: Status = {
    pod,
    token: undefined,
    refreshedBy: undefined,
    login: unknown,
    cache,
    api: unknown,
  };
  const change = (part: Partial<Status>): void => {
    const next = { ...status, ...part };
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    onChange();
  };
  return {
    current: () => status,
    tokenEvent: (event) => change(partOf(event, pod)),
    refresher: ({ pod: refreshedBy }) => change({ refreshedBy }),
    apiOk: () => change({ api: OK }),
    apiFailed: (text) => change({ api: { health: 'bad', text } }),
  };
}

function partOf(event: TokenEvent, pod: string): Partial<Status> {
  switch (event.type) {
    case 'token-issued':
    case 'token-adopted': {
      const { issuedAt, refreshAt, expiresAt } = event;
      const own = event.type === 'token-issued' ? { refreshedBy: pod } : {};
      return { token: { issuedAt, refreshAt, expiresAt }, login: OK, ...own };
    }
    case 'token-invalidated':
      return { token: undefined };
    case 'cooldown':
      return { login: { health: 'warning', text: COOLDOWNS[event.kind] } };
    case 'fatal':
      return { login: { health: 'bad', text: 'client out of service' } };
    case 'store-unavailable':
      return { cache: { health: 'warning', text: `away (${event.reason})` } };
    case 'store-available':
      return { cache: OK };
    default:
      return {};
  }
}
