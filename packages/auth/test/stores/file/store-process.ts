/**
 * A process that uses the file store on request; arguments: directory and scope.
 * Stamps are ns of a clock that all processes of a host share.
 */

import { fileStore } from '../../../src/stores/file/store.ts';
import { patientClock } from '../../support/patience.ts';

export type Order =
  /** Takes the lease once and keeps it. */
  | { readonly kind: 'acquire'; readonly leaseMs: number }
  /** Takes leases and publishes, without end. */
  | { readonly kind: 'work'; readonly leaseMs: number };

export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'acquired'; readonly generation: number | undefined }
  | { readonly kind: 'granted'; readonly generation: number; readonly grantedBy: number }
  | {
      readonly kind: 'published';
      readonly generation: number;
      readonly grantedBy: number;
      readonly publishedFrom: number;
      readonly answer: string;
    };

const [directory = '', scope = ''] = process.argv.slice(2);
const store = fileStore({ directory, clock: patientClock }).open(scope);
const owner = String(process.pid);
const report = (message: Report): void => void process.send?.(message);
const stamp = (): number => Number(process.hrtime.bigint());

async function acquire(leaseMs: number): Promise<number | undefined> {
  const lease = await store.acquire(owner, leaseMs);
  return lease.kind === 'granted' ? lease.generation : undefined;
}

async function publishOnce(leaseMs: number): Promise<void> {
  const generation = await acquire(leaseMs);
  if (generation === undefined) return;
  const grantedBy = stamp();
  report({ kind: 'granted', generation, grantedBy });
  const publishedFrom = stamp();
  const token = { name: 'token', sealed: owner, fingerprint: owner, ttlMs: 60_000, clears: [] };
  const answer = await store.publish({ owner, generation, ...token });
  report({ kind: 'published', generation, grantedBy, publishedFrom, answer });
}

process.on('message', async (order: Order) => {
  if (order.kind === 'acquire') {
    report({ kind: 'acquired', generation: await acquire(order.leaseMs) });
    return;
  }
  for (;;) {
    await publishOnce(order.leaseMs);
  }
});
report({ kind: 'ready' });
