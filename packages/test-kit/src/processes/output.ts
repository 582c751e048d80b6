import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** What a process has written: each stream whole, or its last 4 MiB or more. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

const keptLength = 4 * 2 ** 20;
const sentenceLines = 5;

/** Collects both streams. The returned function gives what was written so far. */
export function keepOutput(streams: {
  readonly stdout: Readable;
  readonly stderr: Readable;
}): () => Output {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk;
      if (written[name].length > 2 * keptLength) written[name] = written[name].slice(-keptLength);
    });
  }
  return () => ({ ...written });
}

/** The last lines without their colours: they usually say why a process ended. */
export function lastLines(text: string): string {
  const lines = stripVTControlCharacters(text).trimEnd().split('\n');
  return lines.slice(-sentenceLines).join('\n');
}
