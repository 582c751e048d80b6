import type { Lease, NoteEntry, SharedDocument, TokenEntry } from './document.ts';

const VERSION = 1;
/** Leaves room to count within the integers that a double represents exactly. */
const MAX_GENERATION = 2 ** 52;

export function encodeDocument(document: SharedDocument): string {
  return JSON.stringify({
    version: VERSION,
    ...document,
    tokens: [...document.tokens],
    notes: [...document.notes],
    claims: [...document.claims],
  });
}

/** Reads what `encodeDocument` wrote; anything else, in whole or in part, is `undefined`. */
export function decodeDocument(text: string): SharedDocument | undefined {
  const fields = parse(text);
  if (!isRecord(fields) || fields['version'] !== VERSION) return undefined;
  const { time, generation, lease, pausedUntil } = fields;
  const tokens = decodeMap(fields['tokens'], isTokenEntry);
  const notes = decodeMap(fields['notes'], isNoteEntry);
  const claims = decodeMap(fields['claims'], isTime);
  const hasHead = isTime(time) && isTime(pausedUntil) && isGeneration(generation);
  if (!hasHead || !(lease === undefined || isLease(lease))) return undefined;
  if (!tokens || !notes || !claims) return undefined;
  return { time, generation, lease, pausedUntil, tokens, notes, claims };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Check<T> = (value: unknown) => value is T;

/** Maps are encoded as lists of pairs, so that no name collides with an inherited property. */
function decodeMap<T>(value: unknown, isEntry: Check<T>): Map<string, T> | undefined {
  if (!Array.isArray(value)) return undefined;
  const map = new Map<string, T>();
  for (const pair of value as unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2) return undefined;
    const [name, entry] = pair as unknown[];
    if (typeof name !== 'string' || !isEntry(entry)) return undefined;
    map.set(name, entry);
  }
  return map;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

function isGeneration(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < MAX_GENERATION;
}

function isLease(value: unknown): value is Lease {
  return isRecord(value) && typeof value['owner'] === 'string' && isTime(value['until']);
}

function isNoteEntry(value: unknown): value is NoteEntry {
  return isRecord(value) && typeof value['value'] === 'string' && isTime(value['until']);
}

function isTokenEntry(value: unknown): value is TokenEntry {
  if (!isRecord(value) || !isTime(value['until']) || !isGeneration(value['generation'])) {
    return false;
  }
  return typeof value['sealed'] === 'string' && typeof value['fingerprint'] === 'string';
}
