import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempDir } from '@onetoken/test-kit';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const PROGRAM = join(import.meta.dirname, 'disk-process.ts');

/** A disk of its own needs a mount namespace, which not every machine allows. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Outcome {
  readonly first: string;
  readonly second: string;
  readonly token: { readonly generation: number } | null;
  readonly generation: number;
  readonly files: readonly string[];
}

/** Publishes, then does `trouble` to the disk, then tries to publish again and reads. */
async function publishTwice(trouble: string): Promise<Outcome> {
  using dir = tempDir('onetoken-disk-');
  const script = 'mount -t tmpfs -o size=64k,mode=700 tmpfs "$1" && exec "$2" "$3" "$1" "$4"';
  const args = ['-rm', 'sh', '-c', script, 'sh', dir.path, process.execPath, PROGRAM, trouble];
  const { stdout } = await run('unshare', args);
  return JSON.parse(stdout) as Outcome;
}

describe.runIf(canMount())('a disk that fails', () => {
  test('full: a clear error, and what was stored stays', async () => {
    const outcome = await publishTwice(
      'dd if=/dev/zero of="$DISK/filler" bs=4k 2>/dev/null || true',
    );
    expect(outcome).toMatchObject({
      first: 'published',
      second: expect.stringMatching(/unavailable \(error: ENOSPC in .*: the disk is full\)/),
      token: { generation: outcome.generation },
      files: ['document.json'],
    });
  });

  test('read-only: a clear error, and what was stored can be read', async () => {
    const outcome = await publishTwice('mount -o remount,ro "$DISK"');
    expect(outcome).toMatchObject({
      first: 'published',
      second: expect.stringMatching(/unavailable \(read-only: EROFS in .*read-only\)/),
      token: { generation: outcome.generation },
    });
  });
});
