import type { ServerResponse } from 'node:http';

/** Keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

/** Browsers wait this long before they connect again. */
const RETRY_MS = 2_000;

/** A viewer that falls this far behind is disconnected. Its browser reconnects and gets the latest message. */
const BACKLOG_BYTES = 1_000_000;

/** All viewers of a pod. They receive the same bytes. */
export interface EventStream {
  /** Adds a viewer and sends it the latest message at once. */
  add(response: ServerResponse): void;
  /** Sends a message to all viewers, and to later ones when they connect. */
  send(message: unknown): void;
  readonly viewers: number;
  close(): void;
}

/** Server-Sent Events (HTML Living Standard, section 9.2). */
export function createEventStream(): EventStream {
  const viewers = new Set<ServerResponse>();
  let newest = '';
  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength > BACKLOG_BYTES) response.destroy();
    else response.write(text);
  };
  const heartbeat = setInterval(() => {
    for (const viewer of viewers) write(viewer, ':\n\n');
  }, HEARTBEAT_MS).unref();
  return {
    add(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        // Otherwise nginx buffers events.
        'x-accel-buffering': 'no',
      });
      viewers.add(response);
      response.once('close', () => viewers.delete(response));
      write(response, `retry: ${RETRY_MS}\n\n${newest}`);
    },
    send(message) {
      newest = `data: ${JSON.stringify(message)}\n\n`;
      for (const viewer of viewers) write(viewer, newest);
    },
    get viewers() {
      return viewers.size;
    },
    close() {
      clearInterval(heartbeat);
      for (const viewer of viewers) viewer.end();
    },
  };
}
