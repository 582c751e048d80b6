import { z } from 'zod';
import { type Ledger, ledgerSchema } from '../judge/ledger.ts';
import type { Fleet } from './fleet.ts';
import { programs } from './paths.ts';

/** How the mock refuses a token request above the limit. */
export type ThrottleForm = '400' | '429';

/** An OAuth client that exists for one phase only, so that nothing of an earlier one can help it. */
export interface DemoClient {
  readonly id: string;
  readonly secret: string;
}

/** The judge: a mock of Genesys Cloud that counts and throttles. */
export interface Mock {
  readonly loginUrl: string;
  readonly apiUrl: string;
  /** The mock's page for people. */
  readonly pageUrl: string;
  /** Token requests that one client may make per minute. */
  readonly loginLimitPerMinute: number;
  /** Forgets tokens, windows and ledger, and knows this client alone from now on. */
  startPhase(client: DemoClient): Promise<void>;
  ledgerOf(client: DemoClient): Promise<Ledger>;
  /** Lets the login take requests, but answer none of them until the returned function is called. */
  holdLogins(): Promise<() => Promise<void>>;
}

const readyLine = z.object({
  ready: z.literal(true),
  loginUrl: z.url(),
  apiUrl: z.url(),
  adminUrl: z.url(),
});

const faultAnswer = z.looseObject({ id: z.string() });

const limitsAnswer = z.looseObject({ loginPerClient: z.looseObject({ limit: z.int() }) });

/**
 * API calls per minute that the mock lets one token and one client make. Organisations can have such limits;
 * with the default of 300 per token the API limit would hide the login limit, which is what is measured.
 */
export const raisedApiLimit = 10_000;

function parseReady(line: string): z.infer<typeof readyLine> | undefined {
  if (!line.startsWith('{')) return undefined;
  return readyLine.safeParse(JSON.parse(line)).data;
}

/** One call of an admin route; these never count against a limit. */
async function admin(url: URL, method = 'GET', body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url.pathname} answered ${answer.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

export async function startMock(fleet: Fleet, throttleForm: ThrottleForm): Promise<Mock> {
  const command = {
    name: 'mock-genesys',
    command: process.execPath,
    args: [
      programs.mock,
      ...['--port', '0', '--admin-port', '0'],
      ...['--throttle-form', throttleForm],
      ...['--api-limit', `${raisedApiLimit}`, '--client-api-limit', `${raisedApiLimit}`],
    ],
  };
  const { ready } = await fleet.start(command, parseReady);
  const route = (path: string) => new URL(`/__admin/${path}`, ready.adminUrl);
  const limits = limitsAnswer.parse(await admin(route('limits')));
  return {
    loginUrl: ready.loginUrl,
    apiUrl: ready.apiUrl,
    pageUrl: route('').href,
    loginLimitPerMinute: limits.loginPerClient.limit,
    async startPhase(client) {
      await admin(route('clients'), 'PUT', { clients: [client] });
      await admin(route('reset'), 'POST');
    },
    async ledgerOf(client) {
      const { clients } = ledgerSchema.parse(await admin(route('stats')));
      const ledger = clients[client.id];
      if (ledger === undefined) throw new Error(`the ledger has no client ${client.id}`);
      return ledger;
    },
    async holdLogins() {
      const hold = { surface: 'login', action: { kind: 'hold' } };
      const { id } = faultAnswer.parse(await admin(route('faults'), 'POST', hold));
      return async () => {
        await admin(route(`faults/${id}`), 'DELETE');
      };
    },
  };
}
