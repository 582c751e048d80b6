import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findSecrets, tempDir } from '@onetoken/test-kit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CredentialStore } from '../../../src/ports/store.ts';
import { fileStore } from '../../../src/stores/file/store.ts';
import { patientClock } from '../../support/patience.ts';
import { publish, readToken, storeFailureOf } from '../../support/stores.ts';

const SCOPE = 'visibly-fake-scope-1_2';
const LEASE_MS = 60_000;

let dir: ReturnType<typeof tempDir>;
let directory: string;

beforeEach(() => {
  dir = tempDir('onetoken-file-');
  directory = join(dir.path, 'store');
});
afterEach(() => dir[Symbol.dispose]());

const openStore = (now: () => number = Date.now): CredentialStore =>
  fileStore({ directory, clock: { ...patientClock, now } }).open(SCOPE);

const inner = (name = 'free'): string => join(directory, SCOPE, name);
const documentPath = (): string => join(inner(), 'document.json');

const tree = (path: string): string[] =>
  [path].concat(
    lstatSync(path).isDirectory() ? readdirSync(path).flatMap((it) => tree(join(path, it))) : [],
  );

describe('what is on the disk', () => {
  test('is open to this user alone, under any umask', async () => {
    const umask = process.umask(0);
    try {
      await publish(openStore());
    } finally {
      process.umask(umask);
    }
    const modes = tree(directory).map((path) => statSync(path).mode & 0o7777);
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o600]);
  });

  test('is one file per credential, however often it changes', async () => {
    const store = openStore();
    for (let i = 0; i < 5; i += 1) await publish(store);
    await Promise.all(Array.from({ length: 10 }, (_, i) => store.note(`note ${i}`, 'x', 1_000)));
    expect(tree(directory)).toEqual([directory, join(directory, SCOPE), inner(), documentPath()]);
  });

  test('is nothing until something is stored', async () => {
    expect(await readToken(openStore())).toBeUndefined();
    expect(() => statSync(directory)).toThrow('ENOENT');
  });

  test('is found by a process that starts afresh', async () => {
    const generation = await publish(openStore());
    expect(await readToken(openStore())).toMatchObject({
      sealed: 'visibly-fake-sealed',
      generation,
    });
  });

  test('loses what has ended with the next write', async () => {
    let now = 1_000;
    const store = openStore(() => now);
    await store.note('short', 'visibly-fake-value', 10);
    now += 10;
    await store.claim('other', 10);
    expect(readFileSync(documentPath(), 'utf8')).not.toContain('visibly-fake-value');
  });
});

describe('a foreign or shared folder is refused', () => {
  const refusal = async (): Promise<string> => {
    const read = await storeFailureOf(readToken(openStore()));
    const write = await storeFailureOf(openStore().claim('name', 10));
    expect([read.reason, write.reason]).toEqual(['access-denied', 'access-denied']);
    expect(write.message).toBe(read.message);
    return read.message;
  };

  test('when others may enter it', async () => {
    mkdirSync(directory);
    chmodSync(directory, 0o750);
    expect(await refusal()).toContain('is open to other users (mode 750); chmod 700 it');
  });

  test('when it is a symbolic link, even to a private folder', async () => {
    const target = join(dir.path, 'target');
    mkdirSync(target, { mode: 0o700 });
    symlinkSync(target, directory);
    expect(await refusal()).toContain('is a symbolic link');
    expect(readdirSync(target)).toEqual([]);
  });

  test('when it is a file', async () => {
    writeFileSync(directory, '');
    const { reason, message } = await storeFailureOf(readToken(openStore()));
    expect([reason, message]).toEqual([
      'access-denied',
      expect.stringContaining('is not a folder'),
    ]);
  });

  test.runIf(process.getuid?.() === 0)('when it belongs to somebody else', async () => {
    mkdirSync(directory, { mode: 0o700 });
    chownSync(directory, 65_534, 65_534);
    expect(await refusal()).toContain('belongs to user 65534, and this process runs as 0');
  });

  test('when somebody put a link in the place of the credential’s folder', async () => {
    const target = join(dir.path, 'target');
    mkdirSync(join(target, 'free'), { recursive: true, mode: 0o700 });
    mkdirSync(directory, { mode: 0o700 });
    symlinkSync(target, join(directory, SCOPE));
    expect(await refusal()).toContain('is a symbolic link');
    expect(readdirSync(join(target, 'free'))).toEqual([]);
  });

  test('and a link in the place of the file is not followed', async () => {
    await publish(openStore());
    const target = join(dir.path, 'target.json');
    renameSync(documentPath(), target);
    const before = readFileSync(target, 'utf8');
    symlinkSync(target, documentPath());
    const { message } = await storeFailureOf(readToken(openStore()));
    expect(message).toContain('ELOOP');
    await storeFailureOf(openStore().claim('name', 10));
    expect(readFileSync(target, 'utf8')).toBe(before);
  });
});

describe('a right that somebody left behind', () => {
  const DEAD_PID = 2 ** 22 + 1; // above what Linux and macOS give out

  test.each([
    ['a dead process', DEAD_PID],
    ['a living one that does not go on', process.ppid],
    ['nobody in particular', 'x'],
  ])('is taken away from %s, and nothing is lost', async (_, holder) => {
    const generation = await publish(openStore());
    renameSync(inner(), inner(`held.${holder}.abc`));
    writeFileSync(join(inner(`held.${holder}.abc`), 'half-written.draft'), '{"vers');
    expect(await readToken(openStore())).toMatchObject({ generation });
    expect(await publish(openStore())).toBe(generation + 1);
    expect(readdirSync(inner())).toEqual(['document.json']);
  });

  test('an empty credential folder is filled again', async () => {
    await publish(openStore());
    rmSync(inner(), { recursive: true });
    expect(await readToken(openStore())).toBeUndefined();
    await publish(openStore());
    expect(await readToken(openStore())).toBeDefined();
  });
});

describe('whatever stands in the file', () => {
  const replaceBy = async (content: string | Uint8Array): Promise<void> => {
    const before = await publish(openStore());
    writeFileSync(documentPath(), content);
    expect(await readToken(openStore())).toBeUndefined();
    expect(await publish(openStore())).toBeGreaterThan(before);
    rmSync(directory, { recursive: true });
  };

  test('garbage is a miss, never a crash, and generations go on growing', async () => {
    const garbage = fc.oneof(fc.uint8Array({ maxLength: 2_000 }), fc.json());
    await fc.assert(fc.asyncProperty(garbage, replaceBy), { numRuns: 30 });
  });

  test.each([
    ['nothing', ''],
    ['too much to be ours', 'x'.repeat(2 ** 20 + 1)],
    ['a document of a later version', '{"version":2}'],
  ])('%s is a miss', (_, content) => replaceBy(content));

  test('a folder in its place is an error that says where', async () => {
    await publish(openStore());
    rmSync(documentPath());
    mkdirSync(documentPath());
    const { message } = await storeFailureOf(openStore().claim('name', 10));
    expect(message).toContain(join(directory, SCOPE));
    rmSync(documentPath(), { recursive: true });
    expect(await openStore().claim('name', 10)).toBe(true);
  });
});

describe('the wall clock', () => {
  test('set back: generations grow, nobody waits, tokens keep what they had left', async () => {
    let now = 10_000_000;
    const store = openStore(() => now);
    const generation = await publish(store);
    await store.note('throttled', 'x', 1_000);
    await store.claim('alert', 1_000);
    expect(await store.acquire('somebody', LEASE_MS)).toMatchObject({ kind: 'granted' });
    now -= 3_600_000;
    expect(await store.read({ tokens: ['token'], notes: ['throttled'] })).toEqual({
      tokens: [expect.objectContaining({ generation, remainingMs: LEASE_MS })],
      notes: [undefined],
    });
    expect(await store.acquire('other', LEASE_MS)).toEqual({
      kind: 'granted',
      generation: generation + 2,
    });
    expect(await store.acquire('third', LEASE_MS)).toMatchObject({ kind: 'held' });
  });
});

test('many callers in one process take turns, and none is lost', async () => {
  const store = openStore();
  const names = Array.from({ length: 12 }, (_, i) => `note ${i}`);
  await Promise.all(names.map((name) => store.note(name, name, LEASE_MS)));
  const { notes } = await store.read({ tokens: [], notes: names });
  expect(notes.map((note) => note?.value)).toEqual(names);
});

test('no file and no error holds what was sealed', async () => {
  const canary = { token: 'visibly-fake-access-token-0123456789' };
  await publish(openStore(), 'v1.sealed');
  chmodSync(directory, 0o755);
  const error = await storeFailureOf(publish(openStore(), canary.token));
  const files = tree(directory).filter((path) => statSync(path).isFile());
  const text = [
    String(error.stack),
    JSON.stringify(error),
    ...files.map((it) => readFileSync(it, 'utf8')),
  ];
  expect(findSecrets(text.join('\n'), canary)).toEqual([]);
});

test.each([[''], [undefined], [7]])('directory %j is a TypeError', (bad) => {
  expect(() => fileStore({ directory: bad as string })).toThrow(TypeError);
});

test.each(['', '../up', 'a/b', '.'])('scope %j is a TypeError', (bad) => {
  expect(() => fileStore({ directory }).open(bad)).toThrow(TypeError);
});
