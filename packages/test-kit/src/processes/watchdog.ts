/**
 * Cleans up after this process, however it ends: also when it is killed with SIGKILL and can do nothing itself.
 * A small shell reads from a pipe that the system closes when this process ends. It needs no special tool, on Linux and
 * on macOS. PR_SET_PDEATHSIG (`setpriv`) is Linux only, and does not reach what a child has started.
 */
import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/** Lines are `+PID` (a group to kill), `-PID` (it has ended), `/folder` (remove it). */
const script = `
groups=' '
while IFS= read -r line; do
  pid=\${line#?}
  case $line in
    +*) groups="$groups$pid " ;;
    -*) groups="\${groups%%" $pid "*} \${groups#*" $pid "}" ;;
    /*) set -- "$@" "$line" ;;
  esac
done
for pid in $groups; do kill -s KILL -- "-$pid"; done
if [ $# -gt 0 ]; then rm -rf -- "$@"; fi
`;

let input: Writable | undefined;

function tell(line: string): void {
  input ??= start();
  input.write(`${line}\n`);
}

function start(): Writable {
  // Detached: a Ctrl-C in the terminal must not end the one process that cleans up.
  const child = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    env: { PATH: `${process.env['PATH']}:/usr/bin:/bin` },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  // If someone kills the watchdog, only this safety net is gone.
  child.stdin.on('error', () => {});
  return child.stdin;
}

/** Kills this process group when our own process has ended. */
export function watch(pid: number): void {
  tell(`+${pid}`);
}

/** To be called when the group has ended. */
export function unwatch(pid: number): void {
  tell(`-${pid}`);
}

/** Removes this folder when our own process has ended. */
export function removeAtExit(folder: string): void {
  tell(folder);
}
