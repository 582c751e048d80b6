import type { Dispatcher } from 'undici';

type Headers = NonNullable<Dispatcher.DispatchOptions['headers']>;
type Pair = readonly [string, string | readonly string[] | undefined];

/** Adds the token, and replaces any other `Authorization`. */
export function authorise(headers: Headers | null | undefined, token: string): Headers {
  const flat: string[] = ['authorization', `Bearer ${token}`];
  for (const [name, value] of pairsOf(headers)) {
    if (name.toLowerCase() === 'authorization' || value === undefined) continue;
    for (const single of Array.isArray(value) ? value : [value]) flat.push(name, single);
  }
  return flat;
}

function pairsOf(headers: Headers | null | undefined): Iterable<Pair> {
  if (!headers) return [];
  if (Array.isArray(headers)) return flatPairs(headers);
  return Symbol.iterator in headers
    ? (headers as Iterable<Pair>)
    : (Object.entries(headers) as Pair[]);
}

function* flatPairs(headers: readonly string[]): Generator<Pair> {
  for (let index = 0; index < headers.length; index += 2) {
    yield [String(headers[index]), String(headers[index + 1])];
  }
}

/** Bodies, in addition to strings and views of bytes, that can be sent again, by their tag. */
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
