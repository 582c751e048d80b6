/** Genesys Cloud asked for fewer calls (429). */
export class BusyError extends Error {
  override readonly name = 'BusyError';

  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`Genesys Cloud asks for a pause of ${Math.ceil(retryAfterMs / 1000)} s`);
    this.retryAfterMs = retryAfterMs;
  }
}
