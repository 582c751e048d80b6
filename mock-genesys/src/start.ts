import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createAdminApp } from './admin/app.ts';
import { statsOf } from './admin/ledger.ts';
import type { Clock } from './clock/clock.ts';
import type { MockOptions } from './config/options.ts';
import { parseOptions } from './config/parse-options.ts';
import type { Stats } from './ledger/ledger.ts';
import { type RuleSet, type Verdict, verify } from './ledger/verify.ts';
import { createEmulatedApp } from './server/emulated-app.ts';
import { createWorld, resetWorld } from './server/world.ts';

/** A running mock. */
export interface MockGenesys extends AsyncDisposable {
  /** Base before `/oauth/token`. */
  readonly loginUrl: string;
  /** Base before `/api/v2/…`; the same listener as the login. */
  readonly apiUrl: string;
  readonly adminUrl: string;
  /** The clock that tokens and limits live by; `advance` moves it when its kind is `manual`. */
  readonly clock: Clock & { advance(ms: number): Promise<void> };
  /** What every client has done so far. */
  stats(): Stats;
  /** Judges what was done so far. */
  verify(rules: RuleSet): Verdict;
  /** Forgets tokens, windows, ledger, faults and events; clients and limits stay. */
  reset(): void;
  /** Revokes one token or all of a client; returns how many were live. */
  revoke(filter: { clientId: string } | { accessToken: string }): number;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}

/** Starts login, API and admin on free loopback ports; see `MockOptions` for everything that can be set. */
export async function startMockGenesys(options: MockOptions = {}): Promise<MockGenesys> {
  const settings = parseOptions(options);
  const world = createWorld(settings);
  const emulated = createEmulatedApp(world);
  const admin = createAdminApp(world);
  const close = async (): Promise<void> => {
    world.clock.close();
    await Promise.all([emulated.close(), admin.close()]);
  };
  try {
    await emulated.listen({ host: settings.host, port: settings.port });
    await admin.listen({ host: settings.host, port: settings.adminPort });
  } catch (error) {
    await close();
    throw error;
  }
  const url = urlOf(emulated, settings.host);
  return {
    loginUrl: url,
    apiUrl: url,
    adminUrl: urlOf(admin, settings.host),
    clock: world.clock,
    stats: () => statsOf(world),
    verify: (rules) => verify(statsOf(world), rules),
    reset: () => resetWorld(world),
    revoke: (filter) => world.tokens.revoke(filter, world.clock.now()),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function urlOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  // A wildcard address can be listened on, not called.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
