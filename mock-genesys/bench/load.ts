import autocannon from 'autocannon';
import type { BenchServer } from './server.ts';

/** One kind of request. */
export interface Work {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export interface Measured {
  readonly perSecond: number;
  /** CPU time of the server alone: other load on the machine disturbs it less than requests per second. */
  readonly cpuUsPerRequest: number;
}

export async function measure(
  server: BenchServer,
  work: Work,
  amount: { readonly duration: number } | { readonly amount: number },
): Promise<Measured> {
  const before = await server.usage();
  const result = await autocannon({
    ...work,
    ...amount,
    url: `${server.url}${work.path}`,
    connections: 20,
  });
  const after = await server.usage();
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(
      `${server.name} ${work.path}: ${result.non2xx} refused, ${result.errors} errors`,
    );
  }
  return {
    perSecond: result.requests.total / result.duration,
    cpuUsPerRequest: (after.cpuUs - before.cpuUs) / result.requests.total,
  };
}
