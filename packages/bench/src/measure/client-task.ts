import { createHistogram } from 'node:perf_hooks';
import { findPeer, type PeerRef } from '../peers/find.ts';
import type { PeerSettings } from '../peers/peer.ts';

export interface ClientInput {
  readonly peer: PeerRef;
  readonly settings: PeerSettings;
  readonly pairs: number;
  /** Length of one side of a pair, in ms. */
  readonly forMs: number;
  /** Calls in flight. */
  readonly concurrency: number;
}

export interface Side {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of the calling thread per request, which a neighbour's work does not change. */
  readonly cpuUs: number;
}

export interface Pair {
  readonly client: Side;
  readonly bare: Side;
}

const PATH = '/api/v2/ok';

/** Calls the same server by the authorised client and by bare undici, in turns. */
export async function measureClient(input: ClientInput): Promise<readonly Pair[]> {
  const peer = await findPeer(input.peer);
  const contestant = await peer.create(input.settings);
  const { call } = contestant;
  if (call === undefined) throw new Error(`${peer.name} has no client of its own`);
  const bare = await bareUndici(input.settings.api, await contestant.accessToken());
  const run = (side: () => Promise<number>): Promise<Side> => drive(side, input);
  const viaClient = (): Promise<number> => call(PATH);
  await run(viaClient);
  await run(bare);
  const pairs: Pair[] = [];
  for (let i = 0; i < input.pairs; i += 1) {
    // Who goes first alternates, so that drift of the machine hits both alike.
    const first = i % 2 === 0 ? await run(viaClient) : await run(bare);
    const second = i % 2 === 0 ? await run(bare) : await run(viaClient);
    pairs.push(i % 2 === 0 ? { client: first, bare: second } : { client: second, bare: first });
  }
  return pairs;
}

async function bareUndici(api: string, token: string): Promise<() => Promise<number>> {
  const { request } = await import('undici');
  const headers = { authorization: `Bearer ${token}` };
  return async () => {
    const { statusCode, body } = await request(`${api}${PATH}`, { headers });
    await body.dump();
    return statusCode;
  };
}

async function drive(call: () => Promise<number>, input: ClientInput): Promise<Side> {
  const latencies = createHistogram();
  const cpuBefore = process.threadCpuUsage();
  const start = performance.now();
  const end = start + input.forMs;
  const caller = async (): Promise<void> => {
    for (let now = performance.now(); now < end; ) {
      const status = await call();
      if (status !== 200) throw new Error(`the server answered ${status}`);
      const after = performance.now();
      latencies.record(Math.max(1, Math.round((after - now) * 1_000)));
      now = after;
    }
  };
  await Promise.all(Array.from({ length: input.concurrency }, caller));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.threadCpuUsage(cpuBefore);
  return {
    cpuUs: (user + system) / latencies.count,
    perSecond: latencies.count / seconds,
    p50Ms: latencies.percentile(50) / 1_000,
    p99Ms: latencies.percentile(99) / 1_000,
  };
}
