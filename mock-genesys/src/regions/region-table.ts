import { BoundedCache } from '../cache/bounded-cache.ts';
import { domainOf, REGIONS } from './regions.ts';

/** Where a request came in. */
export interface Arrival {
  readonly host: string | undefined;
  /** Read only when a region has a separate port. */
  readonly socket: { readonly localPort?: number | undefined };
}

/** Host headers remembered. */
const MAX_HOSTS = 1_000;

/**
 * Finds the region of a request: by the port that received it, else by its Host header
 * (`login.mypurecloud.ie`), else the first configured region. A published region that is not
 * configured is a region without clients.
 */
export class RegionTable {
  readonly fallback: string;
  readonly #known: ReadonlySet<string>;
  readonly #byPort = new Map<number, string>();
  readonly #byHost = new BoundedCache<string>(MAX_HOSTS);

  constructor(served: readonly [string, ...string[]]) {
    this.fallback = served[0];
    this.#known = new Set([...Object.keys(REGIONS), ...served]);
  }

  /** Whether a domain is one of a published region or of one that is served. */
  knows(domain: string): boolean {
    return this.#known.has(domain);
  }

  bindPort(port: number, domain: string): void {
    this.#byPort.set(port, domain);
  }

  of({ host = '', socket }: Arrival): string {
    if (this.#byPort.size > 0) {
      const byPort = this.#byPort.get(socket.localPort ?? 0);
      if (byPort !== undefined) return byPort;
    }
    return this.#byHost.get(host) ?? this.#remember(host);
  }

  #remember(host: string): string {
    const domain = domainOf(host);
    const region = this.#known.has(domain) ? domain : this.fallback;
    return this.#byHost.keep(host, region);
  }
}
