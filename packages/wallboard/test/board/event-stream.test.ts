import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createEventStream } from '../../src/board/event-stream.ts';

async function serve() {
  const stream = createEventStream();
  const server = createServer((_request, response) => stream.add(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispose = async () => {
    stream.close();
    server.closeAllConnections();
    server.close();
  };
  return { stream, url, [Symbol.asyncDispose]: dispose };
}

/** Reads until the text holds `end`, or the stream ends. */
async function readUntil(response: Response, end: string): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array);
    if (text.includes(end)) break;
  }
  return text;
}

describe('the event stream', () => {
  it('gives a new viewer the newest message at once, and then each one', async () => {
    await using server = await serve();
    server.stream.send({ n: 1 });
    server.stream.send({ n: 2 });
    const response = await fetch(server.url);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reading = readUntil(response, '{"n":3}');
    while (server.stream.viewers === 0) await new Promise(setImmediate);
    server.stream.send({ n: 3 });
    expect(await reading).toBe('retry: 2000\n\ndata: {"n":2}\n\ndata: {"n":3}\n\n');
  });

  it('forgets a viewer that has gone', async () => {
    await using server = await serve();
    const leave = new AbortController();
    await fetch(server.url, { signal: leave.signal });
    expect(server.stream.viewers).toBe(1);
    leave.abort();
    while (server.stream.viewers > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.stream.viewers).toBe(0);
  });

  it('ends all viewers when it closes', async () => {
    await using server = await serve();
    const response = await fetch(server.url);
    server.stream.close();
    expect(await response.text()).toBe('retry: 2000\n\n');
  });
});
