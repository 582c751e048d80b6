/** Bodies beside strings and views of bytes that can be sent again, by their tag. */
const REPLAYABLE: ReadonlySet<unknown> = new Set([
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Blob',
  'File',
  'FormData',
  'URLSearchParams',
]);

/** Whether a request body can be sent a second time: streams and iterators are consumed by the first. */
export function isReplayable(body: unknown): boolean {
  if (body === undefined || body === null || typeof body === 'string') return true;
  if (typeof body !== 'object') return false;
  return ArrayBuffer.isView(body) || REPLAYABLE.has(Reflect.get(body, Symbol.toStringTag));
}
