import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The calls of one second of the load, as the caller saw them. */
export interface CallSecond {
  /** Since the load began. */
  readonly second: number;
  readonly calls: number;
  /** Those that were not answered 200. */
  readonly failed: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** k6 writes these columns first if the status is its only system tag in the CSV. */
const columns = ['metric_name', 'timestamp', 'metric_value', 'status'];

interface Seen {
  readonly ms: number[];
  failed: number;
}

/** The value that this share of the values does not exceed. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function summed([second, { ms, failed }]: [number, Seen]): CallSecond {
  const sorted = ms.toSorted((one, other) => one - other);
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => percentile(sorted, share));
  return { second, calls: ms.length, failed, p50Ms, p95Ms, p99Ms } as CallSecond;
}

/** Reads k6's CSV and sums the calls up by the second in which they were answered. */
export async function readCalls(file: string, loadBeganAt: number): Promise<CallSecond[]> {
  const seconds = new Map<number, Seen>();
  let header: string | undefined;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    header ??= line;
    if (!line.startsWith('api_latency,')) continue;
    const [, at, value, status] = line.split(',');
    const second = Math.max(0, Math.floor((Number(at) - loadBeganAt) / 1000));
    const seen = seconds.get(second) ?? { ms: [], failed: 0 };
    seconds.set(second, seen);
    seen.ms.push(Number(value));
    if (status !== '200') seen.failed += 1;
  }
  if (header !== undefined && !header.startsWith(columns.join())) {
    throw new Error(`k6 wrote other columns than expected: ${header}`);
  }
  return [...seconds].sort(([one], [other]) => one - other).map(summed);
}
