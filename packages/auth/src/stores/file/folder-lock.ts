import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, elapsedMs, type Instant, readClock } from '../../ports/clock.ts';
import { codeOf, FOLDER_MODE, unless } from './file-system.ts';

/** The name of the inner folder while nobody holds it. */
export const FREE = 'free';
const HELD = 'held';

/** How long others may hold the folder: far more than a write takes, unless they were stopped. */
const PATIENCE_MS = 500;
/** The same if there is no such process. It may still live in a container that shares the folder. */
const PATIENCE_WITH_THE_DEAD_MS = 50;
const MAX_PAUSE_MS = 8;

interface Sighting {
  readonly holder: string;
  readonly since: Instant;
}

/**
 * The exclusive right to write in a folder. The right *is* the name of an inner folder: it is taken
 * by renaming `free` to `held.<pid>.<random>`, and given back by renaming it to `free`.
 *
 * rename(2) is atomic and no held name is used twice. So one of many takers wins, and a right can be
 * taken away from a holder that was killed or stopped without any harm: should it wake up, then the
 * path under which it was about to write is gone (ENOENT).
 */
export class FolderLock {
  readonly #path: string;
  readonly #clock: Clock;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  /** The path of the inner folder, under a name that is this caller's alone. */
  async take(signal: AbortSignal): Promise<string> {
    const mine = `${HELD}.${process.pid}.${randomBytes(9).toString('base64url')}`;
    let seen: Sighting | undefined;
    for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
      signal.throwIfAborted();
      if (await this.#rename(FREE, mine)) return join(this.#path, mine);
      const holder = await this.#holder();
      if (holder !== seen?.holder) seen = this.#sight(holder);
      if (!seen) await this.#create();
      else if (elapsedMs(seen.since, readClock(this.#clock)) > patienceMs(seen.holder)) {
        if (await this.#rename(seen.holder, mine)) return await this.#tidy(mine);
      }
      await this.#clock.sleep(pauseMs, signal);
    }
  }

  /** Gives the folder back, unless it was taken away. */
  async giveBack(held: string): Promise<void> {
    await unless(['ENOENT'], rename(held, join(this.#path, FREE)));
  }

  /** The inner folders: one, but none or two can be seen while it is renamed. */
  async names(): Promise<readonly string[]> {
    const names = await unless(['ENOENT'], readdir(this.#path));
    return (names ?? []).filter((name) => name === FREE || name.startsWith(`${HELD}.`));
  }

  async #holder(): Promise<string | undefined> {
    return (await this.names()).find((name) => name !== FREE);
  }

  #sight(holder: string | undefined): Sighting | undefined {
    return holder === undefined ? undefined : { holder, since: readClock(this.#clock) };
  }

  async #rename(from: string, to: string): Promise<boolean> {
    try {
      await rename(join(this.#path, from), join(this.#path, to));
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** A folder replaces an empty or missing one only, so of many creators one succeeds. */
  async #create(): Promise<void> {
    const draft = await mkdtemp(`${this.#path}.`);
    await mkdir(join(draft, FREE), { mode: FOLDER_MODE });
    try {
      await unless(['ENOTEMPTY', 'EEXIST'], rename(draft, this.#path));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  /** Removes what a holder had begun to write. */
  async #tidy(mine: string): Promise<string> {
    const path = join(this.#path, mine);
    for (const name of await readdir(path)) {
      if (name.endsWith(DRAFT_SUFFIX)) await rm(join(path, name), { force: true });
    }
    return path;
  }
}

export const DRAFT_SUFFIX = '.draft';

function patienceMs(holder: string): number {
  return isAlive(Number(holder.split('.')[1])) ? PATIENCE_MS : PATIENCE_WITH_THE_DEAD_MS;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
