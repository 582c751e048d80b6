import type { Client } from '../clients/client.ts';
import { ClientRegistry } from '../clients/registry.ts';
import { MockClock } from '../clock/mock-clock.ts';
import type { Settings } from '../config/options.ts';
import { FaultPlan } from '../faults/plan.ts';
import { Ledger } from '../journal/journal.ts';
import { Limiter } from '../limits/limiter.ts';
import type { Limits } from '../limits/settings.ts';
import { Activity } from '../organisation/activity.ts';
import { createOrganisation, type Organisation } from '../organisation/organisation.ts';
import { RegionTable } from '../regions/region-table.ts';
import { TokenStore } from '../tokens/token-store.ts';

/** All state of one running mock; login, API and admin share it. */
export interface World {
  readonly settings: Settings;
  readonly clock: MockClock;
  readonly clients: ClientRegistry;
  readonly tokens: TokenStore;
  readonly limiter: Limiter;
  readonly ledger: Ledger;
  readonly faults: FaultPlan;
  readonly regions: RegionTable;
  /** Alerts that came in at the PagerDuty sink. */
  readonly events: unknown[];
  readonly activity: Activity;
  /** The sample organisation of a region. */
  readonly organisation: (region: string) => Organisation;
  /** Replaced as a whole by the admin API. */
  limits: Limits;
}

export function createWorld(settings: Settings): World {
  const domains = settings.regions.map(({ domain }) => domain);
  const regions = new RegionTable(domains as [string, ...string[]]);
  const clients = new ClientRegistry(settings.clients, {
    defaultRegion: regions.fallback,
    allowShortLives: settings.allowShortLives,
    isRegion: (domain) => regions.knows(domain),
  });
  return {
    settings,
    clock: new MockClock(settings.clock),
    clients,
    tokens: new TokenStore(settings.tokenCapacity),
    limiter: new Limiter(),
    ledger: new Ledger({
      capacity: settings.ledgerCapacity,
      sliceMs: settings.timelineSliceMs,
      isConfigured: (id) => clients.get(id) !== undefined,
    }),
    regions,
    faults: createFaultPlan(settings),
    events: [],
    activity: new Activity(settings.seed),
    organisation: memoised((region) => createOrganisation(settings.seed, region)),
    limits: settings.limits,
  };
}

function memoised<T>(create: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    let present = made.get(key);
    if (present === undefined) {
      present = create(key);
      made.set(key, present);
    }
    return present;
  };
}

function createFaultPlan({ seed, faults }: Settings): FaultPlan {
  const plan = new FaultPlan(seed);
  for (const fault of faults) plan.add(fault);
  return plan;
}

/** Gives a client a new secret; whether its tokens end with the old one is a switch. */
export function rotateSecret(world: World, clientId: string): Client | undefined {
  const client = world.clients.rotateSecret(clientId);
  if (client && world.settings.login.rotationRevokesTokens) {
    world.tokens.revoke({ clientId }, world.clock.now());
  }
  return client;
}

/** Forgets tokens, windows, ledger, faults and events; clients and limits stay. */
export function resetWorld(world: World): void {
  world.tokens.clear();
  world.limiter.clear();
  world.ledger.reset();
  world.faults.clear();
  world.events.length = 0;
}

/** How much faster the mock's clock runs than that of its callers: 1 if they share it. */
export function callerFactor({ clock, settings }: World): number {
  const { setting } = clock;
  return setting.kind === 'accelerated' && !settings.sharedClock ? setting.factor : 1;
}

/** The value of a Retry-After header: whole seconds, at least 1, or an HTTP date. */
export function retryAfter(world: World, waitMs: number, form: 'seconds' | 'http-date'): string {
  const seconds = Math.max(1, Math.ceil(waitMs / callerFactor(world) / 1_000));
  if (form === 'seconds') return String(seconds);
  const shared = world.settings.sharedClock || world.clock.setting.kind === 'manual';
  return new Date((shared ? world.clock.now() : Date.now()) + seconds * 1_000).toUTCString();
}
