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

/** All processes and files of one run. None of them is left after `close()`, or after the runner was killed. */
export class Fleet implements AsyncDisposable {
  /** A new folder for this run. */
  readonly folder: string;
  readonly #running = new Set<Child>();
  /** Rejects when a process that should stay up ends. */
  readonly #unexpectedEnd = Promise.withResolvers<never>();
  readonly #lastSteps: (() => Promise<void>)[] = [];
  #closing: Promise<void> | undefined;

  private constructor(folder: string) {
    this.folder = folder;
    removeAtExit(folder);
    this.#unexpectedEnd.promise.catch(() => {});
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
   * Starts a process and waits for its end.
   * @param watch receives the process as soon as it is started
   * @throws RunError when a process that should stay up ends before
   */
  run(options: ChildOptions, watch: (child: Child) => void = () => {}): Promise<ChildEnd> {
    const child = this.#spawn(options);
    watch(child);
    return Promise.race([child.ended, this.#unexpectedEnd.promise]);
  }

  /** Rejects when a process that should stay up ends without `close()`; never resolves. */
  get unexpectedEnd(): Promise<never> {
    return this.#unexpectedEnd.promise;
  }

  /** Runs this step when every process has ended, also after Ctrl-C. */
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
      throw new RunError(
        `${options.name} was not started: the run is ending`,
        exitCodes.inconclusive,
      );
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
      if (!child.stopping)
        this.#unexpectedEnd.reject(new RunError(sentence, exitCodes.inconclusive));
    });
  }

  async #closeAll(): Promise<void> {
    // One after another from the last: services before the servers that they call.
    for (const child of [...this.#running].reverse()) await child.stop();
    for (const step of this.#lastSteps) await step();
    await rm(this.folder, { recursive: true, force: true });
  }
}
