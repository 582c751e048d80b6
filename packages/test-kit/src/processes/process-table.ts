/** Looks at processes through /proc, so on Linux only: for tests that count what a program leaves behind. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
}

function read(pid: number): ProcessEntry[] {
  try {
    // The name, in parentheses, may contain blanks; the other fields follow it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [{ pid, state: fields[0] ?? '', parent: Number(fields[1]) }];
  } catch {
    return [];
  }
}

function all(): ProcessEntry[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger).flatMap(read);
}

export function isAlive(pid: number): boolean {
  return read(pid).some(({ state }) => state !== 'Z');
}

/** The children of a process, and their children. */
export function descendants(pid: number): number[] {
  const processes = all();
  const childrenOf = (parent: number): number[] =>
    processes
      .filter((one) => one.parent === parent)
      .flatMap((one) => [one.pid, ...childrenOf(one.pid)]);
  return childrenOf(pid);
}

/** The processes that are still alive after `withinMs`. */
export async function survivors(pids: readonly number[], withinMs = 10_000): Promise<number[]> {
  const deadline = performance.now() + withinMs;
  let alive = pids.filter(isAlive);
  while (alive.length > 0 && performance.now() < deadline) {
    await sleep(50);
    alive = alive.filter(isAlive);
  }
  return alive;
}
