/** What the API answered. */
export interface ApiAnswer {
  readonly status: number;
  /** JSON, as it came. */
  readonly body: string;
  /** Of a 429, as it came. */
  readonly retryAfter: string | undefined;
}

/** A call could not be made because there is no token for it. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
  /** Seconds until another attempt makes sense, if that is known. */
  readonly retryAfter: string | undefined;

  constructor(message: string, retryAfter?: string) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** The API of Genesys Cloud, with whatever way of handling tokens behind it. */
export interface GenesysApi {
  /**
   * @param stop ends the call before its deadline
   * @throws {NoTokenError} when no token could be had
   * @throws what undici throws when the API could not be reached
   */
  get(path: string, stop?: AbortSignal): Promise<ApiAnswer>;
  /** Throws what `get` throws. */
  post(path: string, body: unknown, stop?: AbortSignal): Promise<ApiAnswer>;
  /** Whether calls may be sent here. Reading it never causes a request. */
  readonly ready: boolean;
  /** Gets ready in the background. Returns at once. */
  warmUp(): void;
  close(): Promise<void>;
}
