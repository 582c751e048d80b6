import type { GenesysApi, Interval } from '../../src/genesys/genesys-api.ts';
import type { Conversation } from '../../src/genesys/schemas.ts';

interface Entity {
  [field: string]: unknown;
  id: string;
  name: string;
}

/** An organisation in memory, behind the port of the sync: what it shows is what the test put there. */
export interface FakeOrganisation extends GenesysApi {
  users_: Entity[];
  queues_: Entity[];
  conversations_: Conversation[];
  /** Calls so far, by name. */
  readonly calls: Record<string, number>;
}

export function fakeOrganisation(pageSize: number): FakeOrganisation {
  const calls: Record<string, number> = {};
  const count = (name: string): void => {
    calls[name] = (calls[name] ?? 0) + 1;
  };
  const page = <T>(all: readonly T[], number: number): T[] =>
    all.slice((number - 1) * pageSize, number * pageSize);
  const listing = (all: readonly Entity[], number: number) => ({
    entities: page(all, number),
    pageCount: Math.max(1, Math.ceil(all.length / pageSize)),
  });
  const organisation: FakeOrganisation = {
    users_: [],
    queues_: [],
    conversations_: [],
    calls,
    users: async (number) => {
      count('users');
      return listing(organisation.users_, number);
    },
    queues: async (number) => {
      count('queues');
      return listing(organisation.queues_, number);
    },
    conversations: async (interval, number) => {
      count('conversations');
      const hits = organisation.conversations_.filter((one) => startsWithin(one, interval));
      return { conversations: page(hits, number), totalHits: hits.length };
    },
    conversationsById: async (ids) => {
      count('conversationsById');
      return organisation.conversations_.filter((one) => ids.includes(one.conversationId));
    },
  };
  return organisation;
}

function startsWithin({ conversationStart }: Conversation, { from, to }: Interval): boolean {
  return conversationStart >= from && conversationStart < to;
}
