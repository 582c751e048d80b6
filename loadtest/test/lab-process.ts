import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '@onetoken/report-kit';

const program = fileURLToPath(new URL('../dist/lab.js', import.meta.url));

type Lab = ChildProcessByStdio<null, Readable, Readable>;

/** The command behind `pnpm loadtest`. */
export function startLab(args: readonly string[], env: Record<string, string> = {}): Lab {
  return spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export interface LabEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runLab(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<LabEnd> {
  const child = startLab(args, env);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

export interface LabJson {
  readonly experiments: readonly {
    readonly letter: string;
    readonly name: string;
    readonly outcome: Outcome;
    readonly invalidReasons: readonly string[];
    readonly checks: readonly { readonly figure: string; readonly passed: boolean }[];
  }[];
}

/** The result, from experiments that are each run once more if their first run was void: a busy machine proves nothing. */
export async function labResult(args: readonly string[], report: string): Promise<LabJson> {
  const options = [...args.slice(1), '--json', '--report', report];
  const { experiments } = await jsonOf([args[0] as string, ...options]);
  const again = experiments.filter(({ outcome }) => outcome === 'inconclusive');
  const repeated = new Map<string, LabJson['experiments'][number]>();
  for (const { name } of again) {
    const [second] = (await jsonOf([name, ...options])).experiments;
    if (second !== undefined) repeated.set(name, second);
  }
  return { experiments: experiments.map((one) => repeated.get(one.name) ?? one) };
}

async function jsonOf(args: readonly string[]): Promise<LabJson> {
  const { stdout, stderr } = await runLab(args);
  try {
    return JSON.parse(stdout) as LabJson;
  } catch {
    throw new Error(`the lab printed no JSON:\n${stderr}`);
  }
}
