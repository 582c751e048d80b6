import { once } from 'node:events';
import { Agent, request as send } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../src/exit.ts';
import { createHttpServer, listenOn } from '../src/http-server.ts';

const loopback = { host: '127.0.0.1', port: 0 };

async function get(url: string, agent: Agent) {
  const request = send(url, { agent }).end();
  const [answer] = await once(request, 'response');
  const { statusCode, headers } = answer;
  return { status: statusCode, connection: headers.connection, body: await text(answer) };
}

describe('createHttpServer', () => {
  it('answers on open connections while it closes, and ends each with its answer', async () => {
    const app = createHttpServer();
    const closing = Promise.withResolvers<void>();
    const inFlight = Promise.withResolvers<void>();
    app.get('/slow', async () => {
      inFlight.resolve();
      await closing.promise;
      return 'slow';
    });
    app.get('/fast', async () => 'fast');
    let late: ReturnType<typeof get> | undefined;
    // Closing has begun here, and the port still listens: what comes now would be refused by default.
    app.addHook('preClose', async () => {
      late = get(`${url}/fast`, agent);
      await late;
      closing.resolve();
    });
    const url = await listenOn(app, loopback);
    using agent = Object.assign(new Agent({ keepAlive: true }), {
      [Symbol.dispose]: () => agent.destroy(),
    });
    const early = get(`${url}/slow`, agent);
    await inFlight.promise;
    await app.close();
    expect(await early).toEqual({ status: 200, connection: 'close', body: 'slow' });
    expect(await late).toEqual({ status: 200, connection: 'close', body: 'fast' });
  });

  it.each([
    ['said nothing, as browsers open them ahead of need', ''],
    ['stopped in the middle of a request', 'GET /fast HTTP/1.1\r\nHo'],
  ])('does not wait for a connection that has %s', async (_, said) => {
    const app = createHttpServer();
    const url = new URL(await listenOn(app, loopback));
    const accepted = once(app.server, 'connection');
    const viewer = connect(Number(url.port), url.hostname);
    viewer.write(said);
    await accepted;
    const ended = once(viewer, 'close');
    await app.close();
    await ended;
    expect(viewer.destroyed).toBe(true);
  });
});

describe('listenOn', () => {
  it('says what to change when the port is in use', async () => {
    const other = createHttpServer();
    const port = Number(new URL(await listenOn(other, loopback)).port);
    const app = createHttpServer();
    const failed = listenOn(app, { ...loopback, port });
    await expect(failed).rejects.toThrow(UnavailableError);
    await expect(failed).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
    await Promise.all([app.close(), other.close()]);
  });
});
