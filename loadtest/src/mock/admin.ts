import { z } from 'zod';
import { type Stats, statsSchema } from './client-stats.ts';

/** An OAuth client that was made for a run. */
export interface ClientOfRun {
  readonly id: string;
  readonly secret: string;
  readonly accessTokenValiditySeconds?: number;
}

/** A fault, as the mock's README describes it ("Faults"). */
export interface Fault {
  readonly surface: 'login' | 'api';
  readonly percentage?: number;
  /** Matching requests that pass before the first hit. */
  readonly skip?: number;
  /** The fault ends after this many hits. */
  readonly times?: number;
  readonly action: { readonly kind: string } & Readonly<Record<string, unknown>>;
}

/** A token request in the mock's journal. */
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

/** More than any run makes, so that the mock returns all that it has kept. */
const allOfThem = 1_000_000;

const tokenRequestSchema = z.object({
  /** Time of arrival by the mock's clock, ms since the epoch. */
  at: z.number(),
  tookMs: z.number(),
  clientId: z.string(),
  status: z.int(),
  outcome: z.enum(['issued', 'ok', 'throttled', 'refused', 'faulted']),
});

const limitSchema = z.looseObject({ limit: z.int() }).nullable();
const limitsSchema = z.looseObject({ loginPerClient: limitSchema });
const clientsSchema = z.object({
  clients: z.array(z.looseObject({ id: z.string(), accessTokenValiditySeconds: z.int() })),
});
const clockSchema = z.object({ kind: z.enum(['real', 'manual', 'accelerated']), now: z.number() });
const requestsSchema = z.object({ requests: z.array(tokenRequestSchema) });
const idSchema = z.looseObject({ id: z.string() });

const deadlineMs = 10_000;

/** The admin API of the mock. Its calls are neither counted nor limited. */
export class MockAdmin {
  readonly #url: string;

  /** @param url the base of the admin listener, before `/__admin` */
  constructor(url: string) {
    this.#url = url;
  }

  get url(): string {
    return this.#url;
  }

  /** The mock's page for people. */
  get pageUrl(): string {
    return this.#route('').href;
  }

  async stats(): Promise<Stats> {
    return statsSchema.parse(await this.#call('stats'));
  }

  /** How the mock's clock runs, and how many ms it is ahead of ours; 0 if the difference is too small to measure. */
  async clock(): Promise<{ kind: 'real' | 'manual' | 'accelerated'; aheadMs: number }> {
    const before = Date.now();
    const { kind, now } = clockSchema.parse(await this.#call('clock'));
    const after = Date.now();
    return { kind, aheadMs: now - Math.min(Math.max(now, before), after) };
  }

  /** Token requests that one client may make per minute; `null` when there is no limit. */
  async loginLimitPerMinute(): Promise<number | null> {
    return limitsSchema.parse(await this.#call('limits')).loginPerClient?.limit ?? null;
  }

  /** Replaces the clients, and clears tokens, windows, statistics, journal and faults. */
  async reset(clients: readonly ClientOfRun[]): Promise<void> {
    await this.#call('clients', 'PUT', { clients });
    await this.#call('reset', 'POST');
  }

  /** Clears the windows of all limits, so that earlier requests cannot throttle later ones. */
  async clearWindows(): Promise<void> {
    await this.#call('limits', 'PUT', {});
  }

  /** The lives of the clients' tokens, in seconds, by client. */
  async tokenLives(): Promise<ReadonlyMap<string, number>> {
    const { clients } = clientsSchema.parse(await this.#call('clients'));
    return new Map(clients.map((client) => [client.id, client.accessTokenValiditySeconds]));
  }

  /** Adds a fault; the returned function removes it. */
  async addFault(fault: Fault): Promise<() => Promise<void>> {
    const { id } = idSchema.parse(await this.#call('faults', 'POST', fault));
    return async () => {
      await this.#call(`faults/${id}`, 'DELETE');
    };
  }

  async revokeTokens(clientId: string): Promise<void> {
    await this.#call('tokens/revoke', 'POST', { clientId });
  }

  /** The token requests in the mock's journal, oldest first. */
  async tokenRequests(): Promise<TokenRequest[]> {
    const path = `requests?surface=login&limit=${allOfThem}`;
    return requestsSchema.parse(await this.#call(path)).requests;
  }

  #route(path: string): URL {
    return new URL(`${this.#url}/__admin/${path}`);
  }

  async #call(path: string, method = 'GET', body?: unknown): Promise<unknown> {
    const answer = await fetch(this.#route(path), {
      method,
      signal: AbortSignal.timeout(deadlineMs),
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
