import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
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
  /** CPU time of the calling thread per request, which a neighbour's work does not change. */
  readonly cpuUs: number;
}

export interface Pair {
  readonly client: Side;
  readonly bare: Side;
}

/** Over all pairs, in ms. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export interface ClientResult {
  readonly pairs: readonly Pair[];
  readonly client: Latency;
  readonly bare: Latency;
}

const PATH = '/api/v2/ok';

/** Calls the same server by the authorised client and by bare undici, in turns. */
export async function measureClient(input: ClientInput): Promise<ClientResult> {
  const peer = await findPeer(input.peer);
  const contestant = await peer.create(input.settings);
  const { call } = contestant;
  if (call === undefined) throw new Error(`${peer.name} has no client`);
  const bare = await bareUndici(input.settings.api, await contestant.accessToken());
  const latencies = { client: createHistogram(), bare: createHistogram() };
  const viaClient = (): Promise<Side> => drive(() => call(PATH), input, latencies.client);
  const viaUndici = (): Promise<Side> => drive(bare, input, latencies.bare);
  for (let i = 0; i < 5; i += 1) await viaClient().then(viaUndici);
  latencies.client.reset();
  latencies.bare.reset();
  const pairs: Pair[] = [];
  for (let i = 0; i < input.pairs; i += 1) {
    // Who goes first alternates, so that drift of the machine hits both alike.
    const first = i % 2 === 0 ? await viaClient() : await viaUndici();
    const second = i % 2 === 0 ? await viaUndici() : await viaClient();
    pairs.push(i % 2 === 0 ? { client: first, bare: second } : { client: second, bare: first });
  }
  return { pairs, client: latencyOf(latencies.client), bare: latencyOf(latencies.bare) };
}

function latencyOf(histogram: RecordableHistogram): Latency {
  return { p50: histogram.percentile(50) / 1_000, p99: histogram.percentile(99) / 1_000 };
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

async function drive(
  call: () => Promise<number>,
  input: ClientInput,
  latencies: RecordableHistogram,
): Promise<Side> {
  let calls = 0;
  const cpuBefore = process.threadCpuUsage();
  const start = performance.now();
  const end = start + input.forMs;
  const caller = async (): Promise<void> => {
    for (let now = performance.now(); now < end; ) {
      const status = await call();
      if (status !== 200) throw new Error(`the server answered ${status}`);
      const after = performance.now();
      latencies.record(Math.max(1, Math.round((after - now) * 1_000)));
      calls += 1;
      now = after;
    }
  };
  await Promise.all(Array.from({ length: input.concurrency }, caller));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.threadCpuUsage(cpuBefore);
  return {
    cpuUs: (user + system) / calls,
    perSecond: calls / seconds,
  };
}
