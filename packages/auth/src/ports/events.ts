import { channel } from 'node:diagnostics_channel';
import type { ErrorCode, StoreFailure } from '../errors/index.ts';
import type { PublishAnswer } from './store.ts';

/** One of the two client secrets. */
export type SecretSlot = 'current' | 'next';

/**
 * The events of a provider, by type. No field contains a secret or a token.
 * Each event is also published on the diagnostics channel `onetoken:<type>`.
 */
export interface TokenEvents {
  /** A token request is about to be sent. */
  request: { readonly secret: SecretSlot; readonly failures: number };
  /** A token request failed. `attempts` counts failures in a row. */
  'request-failed': {
    readonly code: ErrorCode | undefined;
    readonly message: string;
    readonly secret: SecretSlot;
    readonly attempts: number;
  };
  /** The login issued a token to this process. */
  'token-issued': TokenFacts & {
    readonly durationMs: number;
    /** How far the login's clock is ahead of ours. */
    readonly skewMs: number;
    readonly secret: SecretSlot;
  };
  /** This process adopted a token that another one had requested. */
  'token-adopted': TokenFacts;
  /** This process dropped its token, after its own 401 or because another process dropped it. */
  'token-invalidated': { readonly generation: number; readonly origin: 'local' | 'fleet' };
  /** A refresh failed while the old token is still valid and in use. */
  'refresh-failed': { readonly code: ErrorCode | undefined; readonly message: string };
  /** The fleet sends no token request for `ms`. */
  cooldown: {
    readonly kind: 'throttled' | 'unavailable' | 'refused' | 'no-login';
    readonly ms: number;
    readonly failures: number;
  };
  /** The shared store stopped answering; this process continues alone. */
  'store-unavailable': { readonly operation: string; readonly reason: StoreFailure };
  /** The shared store answers again. */
  'store-available': { readonly operation: string };
  /** The store refused a token, because this process had lost its lease. */
  'publish-refused': { readonly answer: PublishAnswer };
  /** The token endpoint now accepts this secret. */
  'secret-switched': { readonly live: SecretSlot };
  /** The source of the next secret failed; the current one is used alone. */
  'secret-unavailable': { readonly secret: SecretSlot; readonly message: string };
  /** The client is out of service: see `onFatal`. */
  fatal: {
    readonly code: ErrorCode;
    readonly message: string;
    /** True in one process of the fleet, which raises the alert. */
    readonly alert: boolean;
    /** The same in the whole fleet, for receivers that merge alerts. */
    readonly dedupKey: string;
  };
}

export interface TokenFacts {
  readonly generation: number;
  readonly issuedAt: number;
  readonly refreshAt: number;
  readonly expiresAt: number;
}

/** An event as listeners receive it; `scope` identifies the credential (login and client). */
export type EventOf<Map, T extends keyof Map> = {
  [K in T]: Readonly<{ type: K; scope: string }> & Map[K];
}[T];

export type TokenEventType = keyof TokenEvents;
export type TokenEvent<T extends TokenEventType = TokenEventType> = EventOf<TokenEvents, T>;
export type TokenEventListener = (event: TokenEvent) => void;

export interface Emitter<Map> {
  emit<T extends keyof Map & string>(type: T, fields: Map[T]): void;
  on(listener: (event: EventOf<Map, keyof Map>) => void): () => void;
}

export type Events = Emitter<TokenEvents>;

export function createEvents<Map = TokenEvents>(
  scope: string,
  first?: (event: EventOf<Map, keyof Map>) => void,
): Emitter<Map> {
  const listeners = new Set(first && [first]);
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(type, fields) {
      const event = { type, scope, ...fields } as unknown as EventOf<Map, keyof Map>;
      channel(`onetoken:${type}`).publish(event);
      for (const listener of listeners) callSafely(listener, event);
    },
  };
}

/** A listener that throws must not break the refresh that it listens to. */
export function callSafely<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    process.emitWarning(`A listener threw ${name}`, { code: 'ONETOKEN_LISTENER' });
  }
}
