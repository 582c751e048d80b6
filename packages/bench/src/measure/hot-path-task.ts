import { findPeer, type PeerRef } from '../peers/find.ts';
import type { PeerClient, PeerSettings } from '../peers/peer.ts';
import { median } from '../statistics.ts';
import type { LoopPlan } from './loop.ts';

export interface HotPathInput {
  readonly peer: PeerRef;
  readonly settings: PeerSettings;
  readonly forMs: number;
}

/** One process's figures, all in ns. The floor is measured in the same process. */
export interface HotPathSample {
  /** Awaited one after the other, many in a turn of the event loop. */
  readonly callNs: number;
  /** The same, of a function that returns an already resolved promise. */
  readonly floorNs: number;
  /** Call ÷ floor, from short slices of both in turns: neighbours hit both alike. */
  readonly overFloor: number;
  /** One awaited call per turn of the event loop: what the call adds to a turn that awaits the floor. */
  readonly aloneNs: number;
  readonly peek: { readonly ns: number; readonly bytes: number } | undefined;
}

/** Of call and floor each, in turns. */
const SLICES = 10;

type Loop = typeof import('./loop.ts');

const loop = (copy: string): Promise<Loop> =>
  import(new URL(`./loop.js?${copy}`, import.meta.url).href) as Promise<Loop>;

export async function measureHotPath(input: HotPathInput): Promise<HotPathSample> {
  const peer = await findPeer(input.peer);
  const client = await peer.create(input.settings);
  await client.token();
  const resolved = Promise.resolve('token');
  const floor = (): Promise<unknown> => resolved;
  const { call, floor: atRest, ratio } = await backToBack(client.token, floor, input.forMs);
  return {
    callNs: call,
    floorNs: atRest,
    overFloor: ratio,
    aloneNs: await alone(client.token, floor, call),
    peek: await peekFigures(client),
  };
}

async function backToBack(
  call: () => Promise<unknown>,
  floor: () => Promise<unknown>,
  forMs: number,
): Promise<{ call: number; floor: number; ratio: number }> {
  const [callLoop, floorLoop] = await Promise.all([loop('call'), loop('floor')]);
  // The slow ones get shorter turns, so that timers and garbage collection have their share.
  const probeNs = await callLoop.nsPerCall(call, { forMs: forMs / 2, callsPerTurn: 100 });
  const callsPerTurn = Math.max(10, Math.min(10_000, Math.round(2e6 / probeNs)));
  const slice: LoopPlan = { forMs: forMs / SLICES, callsPerTurn };
  const floorSlice: LoopPlan = { forMs: forMs / SLICES, callsPerTurn: 10_000 };
  await floorLoop.nsPerCall(floor, { ...floorSlice, forMs: forMs / 2 });
  await callLoop.nsPerCall(call, { ...slice, forMs: forMs / 2 });
  const calls: number[] = [];
  const floors: number[] = [];
  for (let i = 0; i < SLICES; i += 1) {
    floors.push(await floorLoop.nsPerCall(floor, floorSlice));
    calls.push(await callLoop.nsPerCall(call, slice));
  }
  const ratio = median(calls.map((ns, i) => ns / (floors[i] ?? Number.NaN)));
  return { call: median(calls), floor: median(floors), ratio };
}

/** Alternates short stretches, because a turn of the event loop costs more than what is looked for. */
async function alone(
  call: () => Promise<unknown>,
  floor: () => Promise<unknown>,
  callNs: number,
): Promise<number> {
  const turns = callNs > 20_000 ? 200 : 4_000;
  const [callLoop, floorLoop] = await Promise.all([loop('call-turn'), loop('floor-turn')]);
  const differences: number[] = [];
  for (let i = 0; i < 13; i += 1) {
    const withFloor = await floorLoop.nsPerTurn(floor, turns);
    differences.push((await callLoop.nsPerTurn(call, turns)) - withFloor);
  }
  // The first three warm up.
  return median(differences.slice(3));
}

async function peekFigures(client: PeerClient): Promise<HotPathSample['peek']> {
  const { peek } = client;
  if (peek === undefined) return undefined;
  const { nsPerSyncCall } = await loop('peek');
  const calls = 2_000_000;
  nsPerSyncCall(peek, calls);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const ns = nsPerSyncCall(peek, calls);
  const grown = process.memoryUsage().heapUsed - before;
  return { ns, bytes: Math.max(0, Math.round(grown / calls)) };
}
