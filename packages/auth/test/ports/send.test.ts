import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type SendError, undiciSend } from '../../src/ports/send.ts';
import { type Answer, startServer } from '../support/http-server.ts';

/** Sends one request to a server that answers like this. */
async function sendTo(answer: Answer, signal: AbortSignal = new AbortController().signal) {
  await using server = await startServer(answer);
  const { send, close } = undiciSend();
  try {
    const headers = { authorization: 'Basic visibly-fake' };
    return await send({ method: 'POST', url: `${server.url}/x`, headers, body: 'a=b', signal });
  } finally {
    await close();
    await expect.poll(() => server.connections()).toBe(0);
  }
}

const failureOf = async (promise: Promise<unknown>): Promise<SendError> =>
  await promise.then(
    () => expect.unreachable('should have failed'),
    (error: SendError) => error,
  );

test('hands over status, headers and body, and leaves no connection behind', async () => {
  const response = await sendTo((_, it) => it.writeHead(401, { 'retry-after': '5' }).end('body'));
  expect(response).toMatchObject({ status: 401, body: 'body' });
  expect(response.headers['retry-after']).toBe('5');
});

test('follows no redirect: the secret stays where it was sent', async () => {
  await using other = await startServer((_, it) => it.end());
  const response = await sendTo((_, it) => it.writeHead(307, { location: other.url }).end());
  expect(response.status).toBe(307);
  expect(other.seen).toEqual([]);
});

test('refuses a compressed answer, which could be a bomb', async () => {
  const answer: Answer = (_, it) =>
    it.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1e6)));
  expect((await failureOf(sendTo(answer))).reason).toBe('compressed answer');
});

test('gives up an endless body', async () => {
  const answer: Answer = (_, it) => {
    const timer = setInterval(() => it.write('x'.repeat(16_384)), 1);
    it.on('close', () => clearInterval(timer));
  };
  expect((await failureOf(sendTo(answer))).reason).toBe('answer too large');
});

test.each([
  ['never answers', () => undefined],
  ['never ends the headers', (_, it) => it.socket?.write('HTTP/1.1 200 OK\r\n')],
  [
    'drips its body',
    (_, it) => {
      const timer = setInterval(() => it.write('x'), 20);
      it.on('close', () => clearInterval(timer));
    },
  ],
] as [string, Answer][])('the signal ends a request to a server that %s', async (_, answer) => {
  const error = await failureOf(sendTo(answer, AbortSignal.timeout(300)));
  expect(error.name).toBe('TimeoutError');
});

test('a server that hangs up is a reason, and nothing of the request is in the error', async () => {
  const error = await failureOf(sendTo((_, it) => it.socket?.destroy()));
  expect(error.reason).toMatch(/^(UND_ERR_SOCKET|ECONNRESET)$/);
  expect(JSON.stringify(error) + error.stack).not.toContain('visibly-fake');
  expect(error.cause).toBeUndefined();
});

test('a server that is not there is a reason', async () => {
  const { send, close } = undiciSend();
  const { signal } = new AbortController();
  const request = { method: 'HEAD' as const, url: 'http://127.0.0.1:1', headers: {}, signal };
  expect((await failureOf(send(request))).reason).toBe('ECONNREFUSED');
  await close();
});
