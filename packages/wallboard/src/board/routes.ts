import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Board } from './board.ts';
import type { EventStream } from './event-stream.ts';
import type { Status } from './status.ts';

/** What the page shows: the board of the fleet, the state of this pod, and its time, to compare clocks. */
export interface View {
  readonly now: number;
  readonly board: Board | undefined;
  /** A board older than this many ms is shown as outdated: no figure is better than a wrong one. */
  readonly staleAfterMs: number;
  readonly status: Status;
}

export interface BoardRoutesOptions {
  readonly view: () => View;
  readonly stream: EventStream;
}

/** The page may load only its own files, so even a token in the page could not leave it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const FILES = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/board.css', 'board.css', 'text/css; charset=utf-8'],
  ['/board.js', 'board.js', 'text/javascript; charset=utf-8'],
  ['/draw.js', 'draw.js', 'text/javascript; charset=utf-8'],
] as const;

/** The live page, its data, and its stream. None of them causes a call to Genesys Cloud. */
export function boardRoutes(app: FastifyInstance, { view, stream }: BoardRoutesOptions): void {
  for (const [url, file, type] of FILES) {
    const content = readFileSync(new URL(`../../page/${file}`, import.meta.url));
    app.get(url, (_request, reply) =>
      reply
        .type(type)
        .header('content-security-policy', POLICY)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-cache')
        .send(content),
    );
  }
  app.get('/api/board', async (_request, reply) => {
    const { board, ...rest } = view();
    reply.header('cache-control', 'no-store');
    return board ? { ...rest, board } : reply.code(503).send({ ...rest, board: null });
  });
  app.get('/api/board/events', (_request, reply) => {
    reply.hijack();
    stream.add(reply.raw);
  });
  // Before the server waits for open connections: these would never end.
  app.addHook('preClose', async () => stream.close());
}
