import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { REPLAYABLE_BYTES, replayableBody } from '../src/replayable-body.ts';

/** Sends a request with these parts as its body, and tells as what they arrive. */
async function arrival(method: string, parts: readonly Buffer[], headers = {}) {
  const arrived = Promise.withResolvers<{ kind: string; bytes: Buffer }>();
  const server = createServer(async (request, response) => {
    const body = await replayableBody(request);
    const kind = body === null ? 'none' : Buffer.isBuffer(body) ? 'bytes' : 'stream';
    const bytes = body === null ? Buffer.of() : Buffer.isBuffer(body) ? body : await buffer(body);
    arrived.resolve({ kind, bytes });
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const body =
    parts.length > 0 ? { body: ReadableStream.from(parts), duplex: 'half' as const } : {};
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}`, { method, headers, ...body });
  server.close();
  server.closeAllConnections();
  return await arrived.promise;
}

const parts = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, i) => Buffer.alloc(100_000, i));

describe('the body of a call', () => {
  it.each([
    ['is none without one', 'DELETE', 0, {}, 'none'],
    ['is bytes when it is small', 'POST', 2, { 'content-length': '200000' }, 'bytes'],
    ['is bytes when it comes in chunks and is small', 'POST', 5, {}, 'bytes'],
    ['is a stream when it is large', 'PUT', 7, { 'content-length': '700000' }, 'stream'],
    ['is a stream when it comes in chunks and is large', 'PATCH', 20, {}, 'stream'],
  ])('%s, and whole', async (_, method, count, headers, kind) => {
    const { kind: actual, bytes } = await arrival(method, parts(count), headers);
    expect(actual).toBe(kind);
    expect(bytes.equals(Buffer.concat(parts(count)))).toBe(true);
    expect(kind === 'bytes').toBe(count > 0 && bytes.length <= REPLAYABLE_BYTES);
  });
});
