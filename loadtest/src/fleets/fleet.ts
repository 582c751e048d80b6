import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes, RunError } from '@onetoken/report-kit';
import {
  type Child,
  type ChildEnd,
  type ChildOptions,
  type ReadyFrom,
  removeAtExit,
  startChild,
  whenReady,
} from '@onetoken/test-kit';

/** All processes and files of one run. Closing it leaves nothing behind; nor does a runner that is killed. */
export class Fleet implements AsyncDisposable {
  /** A folder of this run alone. */
  readonly folder: string;
  readonly #running = new Set<Child>();
  /** Settles only when a process that should stay up has ended by itself. */
  readonly #accident = Promise.withResolvers<never>();
  readonly #lastSteps: (() => Promise<void>)[] = [];
  #closing: Promise<void> | undefined;

  private constructor(folder: string) {
    this.folder = folder;
    removeAtExit(folder);
    this.#accident.promise.catch(() => {});
  }

  static async create(): Promise<Fleet> {
    return new Fleet(await mkdtemp(join(tmpdir(), 'onetoken-loadtest-')));
  }

  /** Starts a process that stays up, and waits until it is ready. */
  async start<Ready>(
    options: ChildOptions,
    readyFrom: ReadyFrom<Ready>,
  ): Promise<{ child: Child; ready: Ready }> {
    const child = this.#spawn(options);
    const ready = await whenReady(child, readyFrom).catch(({ message }: Error) => {
      throw new RunError(message, exitCodes.unavailable);
    });
    this.#expectToStayUp(child);
    return { child, ready };
  }

  /** Takes over a process that was started elsewhere and should stay up. */
  adopt(child: Child): void {
    this.#hold(child);
    this.#expectToStayUp(child);
  }

  /**
   * Starts a process that ends by itself, and waits for its end. An accident elsewhere in the fleet ends the wait.
   * @param watch gets the process as soon as it was started
   */
  run(options: ChildOptions, watch: (child: Child) => void = () => {}): Promise<ChildEnd> {
    const child = this.#spawn(options);
    watch(child);
    return Promise.race([child.ended, this.#accident.promise]);
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

  #spawn(options: ChildOptions): Child {
    if (this.#closing) {
      throw new RunError(`${options.name} is not started: the run is ending`, exitCodes.void);
    }
    const { HOME = '/' } = process.env;
    const child = startChild({ ...options, env: { HOME, ...options.env } });
    this.#hold(child);
    return child;
  }

  #hold(child: Child): void {
    this.#running.add(child);
    void child.ended.then(() => this.#running.delete(child));
  }

  #expectToStayUp(child: Child): void {
    void child.ended.then(({ sentence }) => {
      if (!child.stopping) this.#accident.reject(new RunError(sentence, exitCodes.void));
    });
  }

  async #closeAll(): Promise<void> {
    // One after another from the last: services before the servers that they call.
    for (const child of [...this.#running].reverse()) await child.stop();
    for (const step of this.#lastSteps) await step();
    await rm(this.folder, { recursive: true, force: true });
  }
}
