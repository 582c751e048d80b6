import { BoundedCache } from '../cache/bounded-cache.ts';
import { ClientRegistry } from '../clients/registry.ts';
import { MockClock } from '../clock/mock-clock.ts';
import type { Settings } from '../config/options.ts';
import type { FaultSettings } from '../faults/fault.ts';
import { FaultPlan } from '../faults/plan.ts';
import { CorrelationIds } from '../journal/correlation-ids.ts';
import { RequestJournal } from '../journal/request-journal.ts';
import { Limiter } from '../limits/limiter.ts';
import type { Limits } from '../limits/settings.ts';
import { Activity } from '../organisation/activity.ts';
import { Channels } from '../organisation/channels.ts';
import { createOrganisation, type Organisation } from '../organisation/organisation.ts';
import type { PreparedObservation } from '../organisation/prepared-observation.ts';
import { RegionTable } from '../regions/region-table.ts';
import { TokenStore } from '../tokens/token-store.ts';

/** Stays the same from start to close; does not depend on requests. */
export interface WorldBase {
  readonly settings: Settings;
  /** Its setting can change; the object stays the same, because callers may hold it. */
  readonly clock: MockClock;
  /** Knows the ports that were bound at start. */
  readonly regions: RegionTable;
  /** Continues after a reset, so that no id occurs twice. */
  readonly correlationIds: CorrelationIds;
  /** The sample organisation of a region. */
  readonly organisation: (region: string) => Organisation;
}

/** Configured at start, changed by the admin API (clients also by the platform API); a plain reset keeps it. */
export interface WorldSetup {
  readonly clients: ClientRegistry;
  /** Replaced as a whole by the admin API. */
  limits: Limits;
}

/** Timeout of idle tokens, as the platform API stores it; the mock does not apply it. */
export interface IdleTimeout {
  readonly idleTokenTimeoutSeconds: number;
  readonly enableIdleTokenTimeout: boolean;
}

/** What requests and tests changed; every reset makes it new. */
export interface WorldRun {
  readonly tokens: TokenStore;
  readonly limiter: Limiter;
  readonly journal: RequestJournal;
  readonly faults: FaultPlan;
  /** Alerts that came in at the PagerDuty sink. */
  readonly alerts: unknown[];
  readonly channels: Channels;
  idleTimeout: IdleTimeout;
  readonly activity: Activity;
  /** Observation queries that were read already, by their text. */
  readonly observations: Readonly<Record<'queues' | 'users', BoundedCache<PreparedObservation>>>;
  /** Pages of queues as JSON: queues never change. */
  readonly queuePages: BoundedCache<string>;
}

/**
 * All state of one running mock, shared by login, API and admin API. There is no state outside of it.
 * The functions below make each piece, and a reset calls them again, so it can forget none.
 */
export type World = WorldBase & WorldSetup & WorldRun;

export function createWorld(settings: Settings): World {
  const base = createBase(settings);
  const world = Object.assign(base, createSetup(base));
  return Object.assign(world, createRun(world, settings.faults));
}

function createBase(settings: Settings): WorldBase {
  const domains = settings.regions.map(({ domain }) => domain);
  return {
    settings,
    clock: new MockClock(settings.clock),
    regions: new RegionTable(domains as [string, ...string[]]),
    correlationIds: new CorrelationIds(),
    organisation: memoised((region) => createOrganisation(settings.seed, region)),
  };
}

export function createSetup({ settings, regions }: WorldBase): WorldSetup {
  const clients = new ClientRegistry(settings.clients, {
    defaultRegion: regions.fallback,
    allowShortLives: settings.allowShortLives,
    isRegion: (domain) => regions.knows(domain),
  });
  return { clients, limits: settings.limits };
}

/** `faults` are in force at once. */
export function createRun(
  world: WorldBase & WorldSetup,
  faults: readonly FaultSettings[],
): WorldRun {
  const { settings, correlationIds } = world;
  return {
    tokens: new TokenStore(settings.tokenCapacity),
    limiter: new Limiter(),
    journal: new RequestJournal({
      correlationIds,
      capacity: settings.journalCapacity,
      sliceMs: settings.timelineSliceMs,
      // Read when asked: a reset may have replaced the clients.
      isConfigured: (id) => world.clients.get(id) !== undefined,
    }),
    faults: new FaultPlan(settings.seed, faults),
    alerts: [],
    channels: new Channels(),
    idleTimeout: { idleTokenTimeoutSeconds: 0, enableIdleTokenTimeout: false },
    activity: new Activity(settings.seed),
    observations: {
      queues: new BoundedCache(MAX_OBSERVATIONS),
      users: new BoundedCache(MAX_OBSERVATIONS),
    },
    queuePages: new BoundedCache(MAX_QUEUE_PAGES),
  };
}

const MAX_QUEUE_PAGES = 1_000;
const MAX_OBSERVATIONS = 100;

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
