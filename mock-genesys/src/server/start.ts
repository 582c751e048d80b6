import { createAdminApp } from '../admin/app.ts';
import type { MockOptions } from '../config/options.ts';
import { parseBy, parseOptions } from '../config/parse-options.ts';
import { createEmulatedApp } from '../emulated/app.ts';
import { faultSchema } from '../faults/fault.ts';
import { type Listener, listenBeside, urlOf } from '../http/listen.ts';
import { ruleSetSchema, verify } from '../journal/verify.ts';
import { resetSchema, resetWorld } from '../state/reset.ts';
import { statsOf } from '../state/stats.ts';
import { createWorld, type World } from '../state/world.ts';
import { certificateOf } from '../tls/certificate.ts';
import type { MockGenesys } from './mock-genesys.ts';

/** Starts login, API and admin API, by default on free loopback ports; see `MockOptions`. */
export async function startMockGenesys(options: MockOptions = {}): Promise<MockGenesys> {
  const settings = parseOptions(options);
  const world = createWorld(settings);
  const servers = await listen(world);
  const { loginUrl, regionUrls, certificate, close } = servers;
  return {
    loginUrl,
    apiUrl: loginUrl,
    adminUrl: servers.adminUrl,
    regionUrls,
    certificate,
    clock: world.clock,
    stats: () => statsOf(world),
    verify: (rules) => verify(statsOf(world), parseBy(ruleSetSchema, rules)),
    requests: () => world.journal.entries(),
    reset: (options = {}) => resetWorld(world, parseBy(resetSchema, options)),
    revoke: (filter) => world.tokens.revoke(filter, world.clock.now()),
    addFault: (fault) => world.faults.add(parseBy(faultSchema, fault)).id,
    removeFault: (id) => world.faults.remove(id),
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Servers {
  readonly loginUrl: string;
  readonly adminUrl: string;
  readonly regionUrls: Readonly<Record<string, string>>;
  readonly certificate: string | undefined;
  readonly close: () => Promise<void>;
}

async function listen(world: World): Promise<Servers> {
  const { host, port, adminPort, regions, tls } = world.settings;
  const domains = regions.map(({ domain }) => domain);
  const certificate = tls && (await certificateOf(tls, domains));
  const emulated = createEmulatedApp(world, { certificate });
  const admin = createAdminApp(world);
  const beside: Listener[] = [];
  const close = async (): Promise<void> => {
    world.clock.close();
    world.faults.clear();
    await Promise.all([emulated, admin, ...beside].map((server) => server.close()));
  };
  try {
    await emulated.listen({ host, port });
    await admin.listen({ host, port: adminPort });
    const regionUrls: Record<string, string> = {};
    for (const region of regions) {
      if (region.port === undefined) continue;
      const listener = await listenBeside(emulated, { host, port: region.port }, certificate);
      beside.push(listener);
      world.regions.bindPort(listener.port, region.domain);
      regionUrls[region.domain] = listener.url;
    }
    const loginUrl = urlOf(emulated.server, host);
    const adminUrl = urlOf(admin.server, host);
    return { loginUrl, adminUrl, regionUrls, certificate: certificate?.cert, close };
  } catch (error) {
    await close();
    throw error;
  }
}
