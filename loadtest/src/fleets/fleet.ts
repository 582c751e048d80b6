import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes, RunError } from '@onetoken/report-kit';
import {
  type Member,
  type MemberEnd,
  type MemberOptions,
  type ReadyFrom,
  spawnMember,
  whenReady,
} from './member.ts';
import { startWatchdog } from './watchdog.ts';

/** All processes and files of one run. Closing it leaves nothing behind. */
export class Fleet implements AsyncDisposable {
  /** A folder of this run alone. */
  readonly folder: string;
  readonly #watchdog = startWatchdog();
  readonly #running = new Set<Member>();
  /** Settles only when a process that should stay up has ended by itself. */
  readonly #accident = Promise.withResolvers<never>();
  readonly #lastSteps: (() => Promise<void>)[] = [];
  #closing: Promise<void> | undefined;

  private constructor(folder: string) {
    this.folder = folder;
    this.#watchdog.removeAtEnd(folder);
    this.#accident.promise.catch(() => {});
  }

  static async create(): Promise<Fleet> {
    return new Fleet(await mkdtemp(join(tmpdir(), 'onetoken-loadtest-')));
  }

  /** Starts a process that stays up, and waits until it is ready. */
  async start<Ready>(
    options: MemberOptions,
    readyFrom: ReadyFrom<Ready>,
  ): Promise<{ member: Member; ready: Ready }> {
    const member = this.#spawn(options);
    const ready = await whenReady(member, readyFrom);
    void member.ended.then(({ sentence }) => {
      if (!member.stopping) this.#accident.reject(new RunError(sentence, exitCodes.inconclusive));
    });
    return { member, ready };
  }

  /**
   * Starts a process that ends by itself, and waits for its end. An accident elsewhere in the fleet ends the wait.
   * @param watch gets the process as soon as it was started
   */
  run(options: MemberOptions, watch: (member: Member) => void = () => {}): Promise<MemberEnd> {
    const member = this.#spawn(options);
    watch(member);
    return Promise.race([member.ended, this.#accident.promise]);
  }

  /** Rejects when a process that should stay up has ended by itself; never resolves. */
  get accident(): Promise<never> {
    return this.#accident.promise;
  }

  /** Does this when every process has ended, also after Ctrl-C. */
  atEnd(step: () => Promise<void>): void {
    this.#lastSteps.push(step);
  }

  /** Ends every process, the last one started first, and removes the folder. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #spawn(options: MemberOptions): Member {
    if (this.#closing) {
      throw new RunError(
        `${options.name} is not started: the run is ending`,
        exitCodes.inconclusive,
      );
    }
    const member = spawnMember(options);
    const { pid } = member;
    this.#running.add(member);
    if (pid !== undefined) this.#watchdog.watch(pid);
    void member.ended.then(() => {
      this.#running.delete(member);
      if (pid !== undefined) this.#watchdog.unwatch(pid);
    });
    return member;
  }

  async #closeAll(): Promise<void> {
    // One after another from the last: services before the servers that they call.
    for (const member of [...this.#running].reverse()) await member.stop();
    for (const step of this.#lastSteps) await step();
    await rm(this.folder, { recursive: true, force: true });
    this.#watchdog.close();
  }
}
