/** Runs on a disk of its own: `node disk-process.ts <disk> <shell command that spoils it>`. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileStore } from '../../../src/stores/file/store.ts';

const [disk = '', trouble = ''] = process.argv.slice(2);
const directory = join(disk, 'store');
const scope = 'visibly-fake-scope-1_2';
const store = fileStore({ directory }).open(scope);
let generation = 0;

async function publish(): Promise<string> {
  const lease = await store.acquire('owner', 60_000);
  if (lease.kind !== 'granted') return lease.kind;
  generation = lease.generation;
  const token = {
    name: 'token',
    sealed: 'x'.repeat(200),
    fingerprint: 'f',
    ttlMs: 60_000,
    clears: [],
  };
  return await store.publish({ owner: 'owner', generation, ...token });
}

const first = await publish();
execFileSync('sh', ['-c', trouble], { env: { ...process.env, DISK: disk } });
const second = await publish().catch((error: Error) => error.message);
const { tokens } = await store.read({ tokens: ['token'], notes: [] });
const files = readdirSync(join(directory, scope, 'free'));
console.log(JSON.stringify({ first, second, token: tokens[0] ?? null, generation, files }));
