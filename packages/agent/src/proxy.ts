import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import { errorBody, refusal } from './answers.ts';
import { requestHeaders, responseHeaders } from './proxied-headers.ts';
import { replayableBody } from './replayable-body.ts';
import { callerLocation, targetPath } from './target.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export interface ProxySettings {
  /** Origin (and path, behind a gateway) of the API of the one region. */
  readonly api: string;
  /** Adds the token; on a 401 gets a new one, once. */
  readonly dispatcher: Dispatcher;
}

/** Passes `/api/v2/…` on to the region's API with the shared token, and returns the API's response unchanged. */
export function registerProxy(app: FastifyInstance, settings: ProxySettings): void {
  void app.register(async (scope) => {
    // Bodies pass through unread, whatever their type.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route({
      method: [...METHODS],
      url: '/api/v2/*',
      handler: (request, reply) => passOn(request, reply, settings),
    });
  });
}

async function passOn(
  request: FastifyRequest,
  reply: FastifyReply,
  { api, dispatcher }: ProxySettings,
): Promise<FastifyReply> {
  const path = targetPath(request.raw.url ?? '', api);
  if (path === undefined) {
    const answer = refusal(421, 'target', 'The agent calls only /api/v2/… of its region.');
    return reply.code(answer.status).send(errorBody(answer));
  }
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const answer = await dispatcher.request({
    origin: new URL(api).origin,
    path,
    method: request.method as Dispatcher.HttpMethod,
    headers: requestHeaders(request.headers),
    body: await replayableBody(request.raw),
    signal: gone.signal,
  });
  reply.code(answer.statusCode).headers(callerHeaders(answer.headers, api));
  return reply.send(answer.body);
}

function callerHeaders(headers: Dispatcher.ResponseData['headers'], api: string) {
  const passed = responseHeaders(headers);
  const location = passed['location'];
  return typeof location === 'string'
    ? { ...passed, location: callerLocation(location, api) }
    : passed;
}
