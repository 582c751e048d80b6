import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Ends the processes of a run when the runner itself is killed and can't. */
export interface Watchdog {
  watch(pid: number): void;
  unwatch(pid: number): void;
  /** Removes this folder, too, when the runner is gone. */
  removeAtEnd(folder: string): void;
  /** Lets the watchdog end. Whatever is still watched is killed. */
  close(): void;
}

// The neighbour of this file: `.js` when built, `.ts` under the test runner (Node strips the types).
const program = fileURLToPath(
  new URL(`./watchdog-process${extname(import.meta.url)}`, import.meta.url),
);

export function startWatchdog(): Watchdog {
  // Detached: a Ctrl-C in the terminal must not end the one process that cleans up.
  const child = spawn(process.execPath, [program], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.unref();
  const { stdin } = child;
  // Should the watchdog be killed, the run goes on: only its last safety net is gone.
  stdin.on('error', () => {});
  return {
    watch: (pid) => void stdin.write(`+${pid}\n`),
    unwatch: (pid) => void stdin.write(`-${pid}\n`),
    removeAtEnd: (folder) => void stdin.write(`${folder}\n`),
    close: () => void stdin.end(),
  };
}
