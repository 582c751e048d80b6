import path from 'node:path';
import { type Child, startChild } from '@onetoken/test-kit';

const runtime = path.join(import.meta.dirname, 'runtime.ts');
/** What is deployed, not its sources. */
const bundle = path.join(import.meta.dirname, '../../dist/bundle/index.mjs');

export interface Answer {
  readonly answer?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** One copy of the function: a real process that is frozen (SIGSTOP) whenever it has answered. */
export class LambdaCopy implements AsyncDisposable {
  readonly #child: Child;

  private constructor(child: Child) {
    this.#child = child;
  }

  static async start(env: Readonly<Record<string, string>>): Promise<LambdaCopy> {
    const args = [runtime, bundle];
    const command = process.execPath;
    const child = startChild({ name: 'the function', command, args, env, channel: 'stdin' });
    const copy = new LambdaCopy(child);
    await copy.#line('ready');
    return copy;
  }

  /** Thaws the process, hands it an event, and freezes it as soon as it has answered. */
  async invoke(event: unknown, timeoutMs = 30_000): Promise<Answer> {
    this.#child.signal('SIGCONT');
    const answer = this.#line('answer', 'error');
    this.#child.process.stdin?.write(`${JSON.stringify({ event, timeoutMs })}\n`);
    const line = await answer;
    this.#child.signal('SIGSTOP');
    return line;
  }

  /** All that it has written so far, answers and logs. */
  get output(): string {
    const { stdout, stderr } = this.#child.output();
    return stdout + stderr;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.kill();
  }

  /** The next line with one of these keys; the others are log lines. */
  #line(...keys: readonly string[]): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const listen = (text: string): void => {
      const line = JSON.parse(text);
      if (!keys.some((key) => key in line)) return;
      this.#child.lines.off('line', listen);
      resolve(line);
    };
    this.#child.lines.on('line', listen);
    void this.#child.ended.then(({ sentence }) => reject(new Error(sentence)));
    return promise;
  }
}
