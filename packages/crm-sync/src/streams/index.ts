import type { Database } from '../database/database.ts';
import type { GenesysApi } from '../genesys/genesys-api.ts';
import { type ConversationSettings, conversationStream } from './conversations.ts';
import { listedStream } from './listed.ts';
import { type OpenConversationSettings, openConversationStream } from './open-conversations.ts';
import type { Stream } from './step.ts';

/** All streams, in the order of a pass. */
export function allStreams(
  database: Database,
  api: GenesysApi,
  settings: ConversationSettings & OpenConversationSettings,
): readonly Stream[] {
  return [
    listedStream(database, {
      table: 'users',
      fetch: (page) => api.users(page),
      columns: ({ email = null, state = null }) => ({ email, state }),
    }),
    listedStream(database, {
      table: 'queues',
      fetch: (page) => api.queues(page),
      columns: () => ({}),
    }),
    openConversationStream(database, api, settings),
    conversationStream(database, api, settings),
  ];
}
