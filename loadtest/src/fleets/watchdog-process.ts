/**
 * Outlives the runner by a moment, to end what a killed runner could not end itself.
 * The runner holds the other end of stdin: the system closes it however the runner dies, kill -9 included.
 * Lines are `+PID` (watch), `-PID` (it has ended), `/folder` (remove it).
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const watched = new Set<number>();
const folders = new Set<string>();

for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('+')) watched.add(Number(line.slice(1)));
  else if (line.startsWith('-')) watched.delete(Number(line.slice(1)));
  else folders.add(line);
}

for (const pid of watched) {
  try {
    // With all that it has started: each is the leader of a group.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true });
