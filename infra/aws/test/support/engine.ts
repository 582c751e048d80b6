import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';

const execute = promisify(execFile);
/** Old language hosts do not know the option `typescript: false` of Pulumi.yaml. */
const noTypeScript = '--import=data:text/javascript,delete%20process.env.PULUMI_NODEJS_TYPESCRIPT';
const standIn = path.join(import.meta.dirname, '../stand-in');

export interface Step {
  readonly step: 'create' | 'update' | 'delete';
  readonly type: string;
  readonly name: string;
}

export interface Result {
  readonly ok: boolean;
  readonly output: string;
}

/** The real Pulumi command with a backend, a home and projects in one temporary folder, and the stand-in for AWS. */
export class Engine implements AsyncDisposable {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  static async start(): Promise<Engine> {
    const root = await mkdtemp(path.join(tmpdir(), 'onetoken-engine-'));
    await Promise.all(['backend', 'home'].map((name) => mkdir(path.join(root, name))));
    return new Engine(root);
  }

  /** Whether Pulumi and its language host are there. */
  static async isInstalled(): Promise<boolean> {
    const tools = ['pulumi', 'pulumi-language-nodejs'];
    const found = await Promise.allSettled(tools.map((tool) => execute('which', [tool])));
    return found.every(({ status }) => status === 'fulfilled');
  }

  /**
   * Makes a stack of a program; its settings are a copy, so that the checkout stays as it is.
   * @param settings the text of its settings; default: those that are committed
   */
  async stack(program: string, stack: string, settings?: string): Promise<Stack> {
    const file = `Pulumi.${stack}.yaml`;
    const text = settings ?? (await readFile(path.join(program, file), 'utf8'));
    const project = parse(await readFile(path.join(program, 'Pulumi.yaml'), 'utf8'));
    const folder = path.join(this.#root, project.name);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, file), text);
    await writeFile(path.join(folder, 'Pulumi.yaml'), stringify({ ...project, main: program }));
    const made = await this.existing(program, stack);
    const init = await made.run('stack', 'init', '--stack', stack);
    if (!init.ok) throw new Error(init.output);
    return made;
  }

  /** A stack that was made before. */
  async existing(program: string, stack: string): Promise<Stack> {
    const { name } = parse(await readFile(path.join(program, 'Pulumi.yaml'), 'utf8'));
    return new Stack(path.join(this.#root, name), stack, this.#environment());
  }

  /** What the stand-in was asked to do, in order. */
  async steps(): Promise<Step[]> {
    const text = await readFile(this.#log, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }

  get #log(): string {
    return path.join(this.#root, 'steps.jsonl');
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      PATH: `${standIn}:${process.env['PATH']}`,
      HOME: this.#root,
      PULUMI_HOME: path.join(this.#root, 'home'),
      PULUMI_BACKEND_URL: `file://${path.join(this.#root, 'backend')}`,
      PULUMI_CONFIG_PASSPHRASE: 'sample-passphrase-of-a-test',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      STAND_IN_LOG: this.#log,
      NODE_OPTIONS: noTypeScript,
    };
  }
}

export class Stack {
  readonly #folder: string;
  readonly #name: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(folder: string, name: string, environment: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#name = name;
    this.#environment = environment;
  }

  /** Any Pulumi command; one that fails is a result as well. */
  async run(...args: string[]): Promise<Result> {
    const options = { cwd: this.#folder, env: this.#environment, maxBuffer: 64 * 1024 * 1024 };
    const all = [...args, '--non-interactive', '--color', 'never'];
    try {
      const { stdout } = await execute('pulumi', all, options);
      return { ok: true, output: stdout };
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return { ok: false, output: `${stdout}${stderr}` };
    }
  }

  preview(...flags: string[]): Promise<Result> {
    return this.run('preview', '--stack', this.#name, ...flags);
  }

  up(...flags: string[]): Promise<Result> {
    return this.run('up', '--stack', this.#name, '--yes', '--skip-preview', ...flags);
  }

  destroy(): Promise<Result> {
    return this.run('destroy', '--stack', this.#name, '--yes', '--skip-preview');
  }

  async setSecrets(secrets: Readonly<Record<string, string>>): Promise<void> {
    const pairs = Object.entries(secrets).flatMap(([key, value]) => [
      '--secret',
      `${key}=${value}`,
    ]);
    const set = await this.run('config', 'set-all', '--stack', this.#name, '--path', ...pairs);
    if (!set.ok) throw new Error(set.output);
  }

  /** What the first resource of a type was made from. */
  async inputsOf(type: string): Promise<unknown> {
    const { resources } = JSON.parse(await this.state()).deployment;
    return resources.find((resource: { type: string }) => resource.type === type)?.inputs;
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { output } = await this.run('stack', 'output', '--stack', this.#name, '--json');
    return JSON.parse(output);
  }

  /** The state as it lies in the backend, secrets encrypted. */
  async state(): Promise<string> {
    return (await this.run('stack', 'export', '--stack', this.#name)).output;
  }
}
