import { type ClientStats, zeroStats } from './client-stats.ts';
import type { JournalEntry } from './entry.ts';
import { PeakRate } from './rate.ts';
import { Timeline } from './timeline.ts';

/** The part of a request that figures depend on. */
type CountedRequest = Pick<JournalEntry, 'at' | 'surface' | 'outcome' | 'status'>;

/** The counters of one client, or of all clients together. */
export class Account {
  readonly timeline: Timeline;
  readonly #counters = zeroStats();
  readonly #rate = new PeakRate();
  #concurrent = 0;

  constructor(sliceMs: number) {
    this.timeline = new Timeline(sliceMs);
  }

  /** A token request came in. */
  loginArrived(now: number): void {
    this.#counters.tokenRequests += 1;
    this.#rate.add(now);
    this.#concurrent += 1;
    this.#counters.peakConcurrent = Math.max(this.#counters.peakConcurrent, this.#concurrent);
    this.timeline.add(now, 'tokenRequests');
  }

  /** A token request was answered, or its connection ended. */
  loginLeft(): void {
    this.#concurrent -= 1;
  }

  count(field: 'earlyDuplicates' | 'secretLeaks' | TokenMisuse): void {
    this.#counters[field] += 1;
  }

  record(entry: CountedRequest): void {
    if (entry.outcome === 'faulted') this.#counters.faulted += 1;
    if (entry.surface === 'login') this.#recordLogin(entry);
    else this.#recordCall(entry);
  }

  /** Token requests in the minute that ends at `now`. */
  currentPerMinute(now: number): number {
    return this.#rate.current(now);
  }

  snapshot(): ClientStats {
    return { ...this.#counters, peakPerMinute: this.#rate.peak };
  }

  #recordLogin(entry: CountedRequest): void {
    if (entry.outcome === 'issued') this.#counters.tokensIssued += 1;
    if (entry.outcome === 'refused') this.#counters.rejected += 1;
    if (entry.outcome === 'throttled') {
      this.#counters.throttled += 1;
      this.timeline.add(entry.at, 'throttled');
    }
  }

  #recordCall({ status, at }: CountedRequest): void {
    this.#counters.apiCalls += 1;
    this.timeline.add(at, 'apiCalls');
    if (status >= 200 && status < 300) this.#counters.apiOk += 1;
    else this.timeline.add(at, 'apiRefused');
    if (status === 401) this.#counters.api401 += 1;
    if (status === 403) this.#counters.api403 += 1;
    if (status === 429) this.#counters.api429 += 1;
    if (status >= 500) this.#counters.api5xx += 1;
  }
}

export type TokenMisuse = 'expiredTokenCalls' | 'revokedTokenCalls' | 'unknownTokenCalls';
