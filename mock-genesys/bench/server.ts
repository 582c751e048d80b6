import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Usage } from './child.ts';

/** A server under test, in a separate process. */
export class BenchServer implements Disposable {
  readonly name: string;
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(name: string, url: string, child: ChildProcess) {
    this.name = name;
    this.url = url;
    this.#child = child;
  }

  static async start(name: string, env: Record<string, string> = {}): Promise<BenchServer> {
    const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
    const child = fork(file, { env: { ...process.env, ...env } });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new BenchServer(name, url, child);
  }

  async usage(): Promise<Usage> {
    this.#child.send('usage');
    const [usage] = (await once(this.#child, 'message')) as [Usage];
    return usage;
  }

  [Symbol.dispose](): void {
    this.#child.disconnect();
  }
}
