import type { Endpoints } from '../values/endpoints.ts';
import type { Token } from '../values/token.ts';
import type { TokenEventListener } from './events.ts';

/** Returns the token of the fleet. All methods can be passed around without their object. */
export interface TokenProvider extends AsyncDisposable {
  /** Login and API; the token belongs to the origin of the API and to no other. */
  readonly endpoints: Endpoints;
  /** Identifies the credential (login and client) in stores and events; a hash, not a secret. */
  readonly scope: string;
  /**
   * The access token. Returns at once while one is usable; a due one is renewed behind the scenes.
   * @throws {OnetokenError} when there is none, with a `code` that says why
   */
  getAccessToken(request?: TokenRequest): Promise<string>;
  /** The same, with the times that belong to it. */
  getToken(request?: TokenRequest): Promise<Token>;
  /** The access token if there is a usable one now. Never waits, and never causes a request where none is held. */
  peek(): string | undefined;
  /**
   * Reports that the API answered 401 to this token, and drops it in the whole fleet. A call for a
   * token that was already replaced changes nothing, and neither does a second call within 30 s.
   */
  invalidate(token: string | Token): Promise<void>;
  /**
   * For client adapters: reports that the API answered 401 to the token in use after `invalidate`.
   * Sends `HEAD /api/v2/tokens/me`; true if that rejects the token too, which calls `onFatal`.
   */
  confirmRejection(token: string): Promise<boolean>;
  /** Listens to every event. Returns a function that ends it. */
  on(listener: TokenEventListener): () => void;
  /** Ends requests, timers and connections; callers still waiting get `ERR_CLOSED`. */
  close(): Promise<void>;
}

export interface TokenRequest {
  /** Ends the wait of this caller, not the request that others share. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Replaces the token in use first, at most once in 30 s; within that time the token in use is
   * returned. @default false
   */
  readonly forceRefresh?: boolean | undefined;
}
