import { Agent, type Dispatcher, request } from 'undici';

/** The port for HTTP: one request, one response, no redirects, no retries. */
export type Send = (request: SendRequest) => Promise<SendResponse>;

export interface SendRequest {
  readonly method: 'POST' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request at any stage; the only deadline. */
  readonly signal: AbortSignal;
}

export interface SendResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A request without a usable response. It contains a reason, and nothing of undici's error. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly reason: string;

  constructor(reason: string) {
    super(`The request failed (${reason})`);
    this.reason = reason;
  }
}

/** A token response has about 200 bytes; a longer response is not from a token endpoint. */
const MAX_BODY_BYTES = 64 * 1024;

/** Sends through undici, by default on separate connections that close after each response. */
export function undiciSend(dispatcher?: Dispatcher): { send: Send; close(): Promise<void> } {
  const own = dispatcher ? undefined : new Agent({ pipelining: 1 });
  const through = dispatcher ?? own;
  return {
    close: async () => own?.destroy(),
    async send({ method, url, headers, body, signal }) {
      try {
        const response = await request(url, {
          ...(through && { dispatcher: through }),
          method,
          headers,
          body: body ?? null,
          signal,
          // Token requests are hours apart: a kept connection would be dead by the next one.
          reset: true,
        });
        return {
          status: response.statusCode,
          headers: flatten(response.headers),
          body: await readBody(response),
        };
      } catch (error) {
        signal.throwIfAborted();
        throw error instanceof SendError ? error : new SendError(reasonOf(error));
      }
    },
  };
}

async function readBody({ headers, body }: Dispatcher.ResponseData): Promise<string> {
  body.on('error', () => undefined); // our own error reports an abandoned body
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    body.destroy();
    throw new SendError('compressed answer');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new SendError('answer too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flatten(headers: Dispatcher.ResponseData['headers']): SendResponse['headers'] {
  const single = ([name, value]: [string, string | string[] | undefined]) =>
    [name, Array.isArray(value) ? value[0] : value] as const;
  return Object.fromEntries(Object.entries(headers).map(single));
}

/** The code of a system or undici error, such as `ECONNREFUSED` or `UND_ERR_SOCKET`. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : 'network error';
}
