import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const runtime = path.join(import.meta.dirname, 'runtime.ts');
/** What is deployed, not its sources. */
const bundle = path.join(import.meta.dirname, '../../dist/bundle/index.mjs');

export interface Answer {
  readonly answer?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** One copy of the function: a real process that is frozen (SIGSTOP) whenever it has answered. */
export class LambdaCopy implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #answers: Interface;
  #output = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (!child.stdout || !child.stderr) throw new Error('the process has no output');
    this.#answers = createInterface({ input: child.stdout });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    }
  }

  static async start(environment: Readonly<Record<string, string>>): Promise<LambdaCopy> {
    const env = { PATH: process.env['PATH'], ...environment };
    const child = spawn(process.execPath, [runtime, bundle], { env, stdio: 'pipe' });
    const copy = new LambdaCopy(child);
    await copy.#line('ready');
    return copy;
  }

  /** Thaws the process, hands it an event, and freezes it as soon as it has answered. */
  async invoke(event: unknown, timeoutMs = 30_000): Promise<Answer> {
    this.#child.kill('SIGCONT');
    const answer = this.#line('answer', 'error');
    this.#child.stdin?.write(`${JSON.stringify({ event, timeoutMs })}\n`);
    const line = await answer;
    this.#child.kill('SIGSTOP');
    return line;
  }

  /** All that it has written so far, answers and logs. */
  get output(): string {
    return this.#output;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  /** The next line with one of these keys; the others are log lines. */
  #line(...keys: readonly string[]): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const listen = (text: string): void => {
      const line = JSON.parse(text);
      if (!keys.some((key) => key in line)) return;
      this.#answers.off('line', listen);
      resolve(line);
    };
    this.#answers.on('line', listen);
    this.#child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${this.#output}`)));
    return promise;
  }
}
