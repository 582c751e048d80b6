import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** Genesys Cloud takes no larger body (`request.bytes.max`), so in practice every call can be sent again. */
export const REPLAYABLE_BYTES = 512_000;

/** Sends no body for these, whatever they declare. */
const BODILESS = new Set(['GET', 'HEAD']);

/**
 * The body of a request: bytes if it is small enough to be sent again after a 401, otherwise a stream, which can be sent
 * only once. With a stream, a 401 goes to the caller, and the next call has the new token.
 */
export async function replayableBody(request: IncomingMessage): Promise<Buffer | Readable | null> {
  if (BODILESS.has(request.method ?? '')) return null;
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (length === undefined && encoding === undefined) return null;
  if (Number(length) > REPLAYABLE_BYTES) return request;
  const chunks: Buffer[] = [];
  let size = 0;
  // A chunked body has no known length. If it is too long, the part already read is sent before the rest.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > REPLAYABLE_BYTES) return Readable.from(joined(chunks, request));
  }
  return Buffer.concat(chunks);
}

async function* joined(chunks: readonly Buffer[], rest: IncomingMessage): AsyncGenerator<Buffer> {
  yield* chunks;
  yield* rest;
}
