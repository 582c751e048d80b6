import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export const root: string = fileURLToPath(new URL('../../../../', import.meta.url));

/** The one cluster that tests may touch; a plain `KUBECONFIG` is never used. */
export const kubeconfig: string | undefined = process.env['ONETOKEN_E2E_KUBECONFIG'] || undefined;

export const why = kubeconfig
  ? ''
  : ' (skipped: ONETOKEN_E2E_KUBECONFIG names no cluster for tests)';

export interface Result {
  readonly code: number;
  /** Standard output. */
  readonly stdout: string;
  /** Standard output and error, for messages. */
  readonly all: string;
}

/** Commands of the README against the test cluster, with Pulumi's state in a folder of this test. */
export class Commands implements Disposable {
  readonly #home = mkdtempSync(join(tmpdir(), 'onetoken-e2e-'));
  readonly #environment: NodeJS.ProcessEnv;

  /** @param extra variables for every command, over those of this process */
  constructor(extra: NodeJS.ProcessEnv = {}) {
    const { PULUMI_BACKEND_URL: _1, PULUMI_CONFIG_PASSPHRASE: _2, ...inherited } = process.env;
    this.#environment = {
      ...inherited,
      KUBECONFIG: kubeconfig,
      ONETOKEN_LOAD_IMAGE: process.env['ONETOKEN_E2E_LOAD_IMAGE'],
      PULUMI_HOME: join(this.#home, 'pulumi-home'),
      XDG_STATE_HOME: join(this.#home, 'state'),
      ...extra,
    };
  }

  /** Runs a command to its end; the caller checks its exit code. */
  run(command: string, args: readonly string[], input?: string): Promise<Result> {
    return new Promise((resolve) => {
      const options = { cwd: root, env: this.#environment, maxBuffer: 64 << 20 };
      const child = execFile(command, args, options, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ code, stdout, all: `${stdout}${stderr}` });
      });
      child.stdin?.end(input);
    });
  }

  /** Runs a command that must succeed, and returns what it printed. */
  async expect(command: string, args: readonly string[], input?: string): Promise<string> {
    const { code, stdout, all } = await this.run(command, args, input);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${all}`);
    return stdout;
  }

  kubectl(args: readonly string[], input?: string): Promise<string> {
    return this.expect('kubectl', args, input);
  }

  /** Forwards a free port of this machine to a port in the cluster, for as long as `use` runs. */
  async forward<T>(target: readonly string[], use: (url: string) => Promise<T>): Promise<T> {
    const child = spawn('kubectl', ['port-forward', ...target], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      return await use(await forwardedUrl(child.stdout));
    } finally {
      child.kill();
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** Keeps reading after the address was found: kubectl ends when its output is closed. */
function forwardedUrl(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('data', (chunk) => {
      text += chunk;
      const port = /127\.0\.0\.1:(\d+) ->/.exec(text)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    output.on('end', () => reject(new Error(`kubectl port-forward ended: ${text}`)));
  });
}
