import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StoreUnavailableError } from '../../errors/index.ts';
import type { Clock } from '../../ports/clock.ts';
import { within } from '../../ports/waiting.ts';
import { decodeDocument, encodeDocument } from '../document/codec.ts';
import type { DocumentKeeper } from '../document/credential-store.ts';
import {
  afterClockStep,
  newDocument,
  type SharedDocument,
  type Snapshot,
  withoutEnded,
} from '../document/document.ts';
import type { Transition, TransitionResult } from '../document/transitions.ts';
import {
  codeOf,
  ensurePrivateFolder,
  FILE_MODE,
  fileError,
  isPrivateFolder,
  unless,
} from './file-system.ts';
import { DRAFT_SUFFIX, FolderLock, FREE } from './folder-lock.ts';

const DOCUMENT = 'document.json';
const OPERATION_MS = 1_000;
/** Far above any real document. A larger file is none of ours. */
const MAX_BYTES = 2 ** 20;
const LOOKS = 4;

/** One document in a file, inside the inner folder of a `FolderLock`. */
export class DocumentFile implements DocumentKeeper {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #lock: FolderLock;

  /** @param folder the credential's own, inside the store's */
  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
    this.#lock = new FolderLock(folder, clock);
  }

  read(): Promise<Snapshot> {
    return this.#bounded(() => this.#look());
  }

  update<Answer>(transition: Transition<Answer>): Promise<Answer> {
    return this.#bounded(async (signal) => {
      const glance = transition(await this.#look());
      if (!glance.next) return glance.answer;
      await ensurePrivateFolder(dirname(this.#folder));
      for (;;) {
        const step = await this.#replace(transition, signal);
        if (step) return step.answer;
      }
    });
  }

  async close(): Promise<void> {
    // Nothing is open between two operations.
  }

  /** Reads without the lock: the document changes by rename, so it is always whole. */
  async #look(): Promise<Snapshot> {
    const isThere =
      (await isPrivateFolder(dirname(this.#folder))) && (await isPrivateFolder(this.#folder));
    for (let look = 0; isThere && look < LOOKS; look += 1) {
      for (const name of [FREE, ...(await this.#lock.names())]) {
        const text = await readText(join(this.#folder, name, DOCUMENT));
        if (text !== undefined) return this.#snapshot(text);
      }
    }
    return this.#snapshot(undefined);
  }

  /** @returns `undefined` if the lock was taken away before the document was replaced */
  async #replace<Answer>(
    transition: Transition<Answer>,
    signal: AbortSignal,
  ): Promise<TransitionResult<Answer> | undefined> {
    const held = await this.#lock.take(signal);
    try {
      const snapshot = this.#snapshot(await readText(join(held, DOCUMENT)));
      const step = transition(snapshot);
      const isDone = !step.next || (await write(held, step.next, snapshot.now));
      return isDone ? step : undefined;
    } finally {
      await this.#lock.giveBack(held);
    }
  }

  /** The clock is read after the file, so it is behind the last write only if it was set back. */
  #snapshot(text: string | undefined): Snapshot {
    const now = this.#clock.now();
    const document = text === undefined ? undefined : decodeDocument(text);
    if (!document) return { document: newDocument(now), now };
    return { document: document.time > now ? afterClockStep(document, now) : document, now };
  }

  async #bounded<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const error = (): Error =>
      new StoreUnavailableError('timeout', `${this.#folder} for ${OPERATION_MS} ms`);
    try {
      return await within({ clock: this.#clock, ms: OPERATION_MS, error }, operation);
    } catch (reason) {
      throw fileError(reason, this.#folder);
    }
  }
}

/** The text of a plain file; `undefined` if it is missing, and for anything too large to be ours. */
async function readText(path: string): Promise<string | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  await using file = await unless(['ENOENT'], open(path, flags));
  if (!file) return undefined;
  const stats = await file.stat();
  if (!stats.isFile() || stats.size > MAX_BYTES) return '';
  return await file.readFile('utf8');
}

/**
 * Writes a new file and puts it in the place of the old one, so that a reader, a full disk or a
 * power failure meets either the old document or the new one.
 * @returns false if the folder was taken away before
 */
async function write(held: string, document: SharedDocument, now: number): Promise<boolean> {
  const draft = join(held, `${randomBytes(9).toString('base64url')}${DRAFT_SUFFIX}`);
  try {
    await writeDurably(draft, encodeDocument({ ...withoutEnded(document, now), time: now }));
    await rename(draft, join(held, DOCUMENT));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', FILE_MODE);
  await file.writeFile(text);
  await file.datasync();
}
