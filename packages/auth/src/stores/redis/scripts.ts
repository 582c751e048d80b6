import { createHash } from 'node:crypto';
import { acquire } from './lua/acquire.ts';
import { invalidate } from './lua/invalidate.ts';
import { note } from './lua/note.ts';
import { publish } from './lua/publish.ts';
import { read } from './lua/read.ts';
import { release } from './lua/release.ts';
import { reserve } from './lua/reserve.ts';

/** A script with the name by which Redis remembers it. */
interface Script {
  readonly source: string;
  readonly sha1: string;
}

export type ScriptName =
  | 'acquire'
  | 'invalidate'
  | 'note'
  | 'publish'
  | 'read'
  | 'release'
  | 'reserve';

/**
 * The scripts, one a file. They are constants and not `.lua` files, so that they survive bundling.
 */
export const scripts: Readonly<Record<ScriptName, Script>> = {
  acquire: toScript(acquire),
  invalidate: toScript(invalidate),
  note: toScript(note),
  publish: toScript(publish),
  read: toScript(read),
  release: toScript(release),
  reserve: toScript(reserve),
};

function toScript(source: string): Script {
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
}
