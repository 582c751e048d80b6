import type { MockGenesys } from '@onetoken/mock-genesys';
import type { Interval } from '../../src/genesys/genesys-api.ts';

/** Ids of all that the mock shows, in order; asked for directly, with none of the sync's code. */
export interface Truth {
  readonly users: readonly string[];
  readonly queues: readonly string[];
  /** Finished ones that began within the interval. */
  readonly conversations: readonly string[];
}

type Page = Record<string, { id?: string; conversationId?: string; conversationEnd?: string }[]>;

let token: string | undefined;

/** A token of its own would count as a request, so the mock is asked for one only once, by another client. */
export async function readOrganisation(mock: MockGenesys, interval: Interval): Promise<Truth> {
  token ??= await otherClientsToken(mock);
  const all = async (path: string, key: string, body?: (page: number) => unknown) => {
    const found: Page[string] = [];
    for (let page = 1; ; page += 1) {
      const url = `${mock.apiUrl}${path}${body ? '' : `?pageSize=100&pageNumber=${page}&state=any`}`;
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body && { method: 'POST', body: JSON.stringify(body(page)) }),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      const entities = ((await answer.json()) as Page)[key] ?? [];
      found.push(...entities);
      if (entities.length < 100) return found;
    }
  };
  const users = await all('/api/v2/users', 'entities');
  const queues = await all('/api/v2/routing/queues', 'entities');
  const conversations = await all(
    '/api/v2/analytics/conversations/details/query',
    'conversations',
    (pageNumber) => ({
      interval: `${interval.from}/${interval.to}`,
      paging: { pageSize: 100, pageNumber },
    }),
  );
  const finished = conversations.filter(({ conversationEnd }) => conversationEnd !== undefined);
  return {
    users: users.map(({ id }) => String(id)).sort(),
    queues: queues.map(({ id }) => String(id)).sort(),
    conversations: finished.map(({ conversationId }) => String(conversationId)).sort(),
  };
}

async function otherClientsToken(mock: MockGenesys): Promise<string> {
  const credentials = Buffer.from('judge:judge-secret-not-real').toString('base64');
  const answer = await fetch(`${mock.loginUrl}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${credentials}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
