import type { IncomingMessage } from 'node:http';

/** Genesys Cloud takes no larger body (`request.bytes.max`), so in practice every call can be sent again. */
export const REPLAYABLE_BYTES = 512_000;

/** Sends no body for these, whatever they declare. */
const BODILESS = new Set(['GET', 'HEAD']);

/**
 * The body of a request: bytes when it is small enough to be sent again after a 401, else the stream itself, which
 * can be sent only once: then a 401 goes back to the caller, and the next call has the fresh token.
 */
export async function replayableBody(
  request: IncomingMessage,
): Promise<Buffer | IncomingMessage | null> {
  if (BODILESS.has(request.method ?? '')) return null;
  const length = request.headers['content-length'];
  if (length === undefined && request.headers['transfer-encoding'] === undefined) return null;
  if (length === undefined || Number(length) > REPLAYABLE_BYTES) return request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
