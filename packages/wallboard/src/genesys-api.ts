/** A response of the API. */
export interface ApiAnswer {
  readonly status: number;
  /** JSON, unchanged. */
  readonly body: string;
  /** Of a 429, unchanged. */
  readonly retryAfter: string | undefined;
}

/** A call was not sent because there is no token. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
  /** Seconds until a retry makes sense, if known. */
  readonly retryAfter: string | undefined;

  constructor(message: string, retryAfter?: string) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** The API of Genesys Cloud, with any token strategy. */
export interface GenesysApi {
  /**
   * @param stop ends the call before its deadline
   * @throws {NoTokenError} when there is no token
   * @throws errors of undici when the API is unreachable
   */
  get(path: string, stop?: AbortSignal): Promise<ApiAnswer>;
  /** Throws what `get` throws. */
  post(path: string, body: unknown, stop?: AbortSignal): Promise<ApiAnswer>;
  /** Whether calls can be sent. Reading it never causes a request. */
  readonly ready: boolean;
  /** Requests the first token in the background. Returns at once. */
  warmUp(): void;
  close(): Promise<void>;
}
