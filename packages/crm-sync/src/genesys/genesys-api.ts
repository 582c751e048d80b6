import { type ApiConnection, callApi } from './call.ts';
import {
  type Conversation,
  type ConversationPage,
  conversationPage,
  type QueuePage,
  queuePage,
  type UserPage,
  userPage,
} from './schemas.ts';

/** A closed interval of the past, in ISO 8601. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

/** The calls of the sync. Each is one request for one page. */
export interface GenesysApi {
  users(pageNumber: number): Promise<UserPage>;
  queues(pageNumber: number): Promise<QueuePage>;
  /** Every conversation that started within the interval, finished or not, and possibly older ones, in order of start. */
  conversations(interval: Interval, pageNumber: number): Promise<ConversationPage>;
  conversationsById(ids: readonly string[]): Promise<readonly Conversation[]>;
}

/** The calls over HTTP. `pageSize` is at most 100, which all three routes accept. */
export function genesysApi(connection: ApiConnection, pageSize: number): GenesysApi {
  const list = (route: string, pageNumber: number, more = ''): string =>
    `${route}?pageSize=${pageSize}&pageNumber=${pageNumber}${more}`;
  const users = '/api/v2/users';
  const queues = '/api/v2/routing/queues';
  const details = '/api/v2/analytics/conversations/details';
  return {
    users: (page) =>
      callApi(connection, {
        method: 'GET',
        route: users,
        path: list(users, page, '&state=any'),
        answer: userPage,
      }),
    queues: (page) =>
      callApi(connection, {
        method: 'GET',
        route: queues,
        path: list(queues, page),
        answer: queuePage,
      }),
    conversations: (interval, pageNumber) =>
      callApi(connection, {
        method: 'POST',
        route: `${details}/query`,
        body: inOrderOfStart(interval, { pageSize, pageNumber }),
        answer: conversationPage,
      }),
    conversationsById: async (ids) => {
      const path = `${details}?id=${ids.map(encodeURIComponent).join(',')}`;
      const answer = { method: 'GET', route: details, path, answer: conversationPage } as const;
      return (await callApi(connection, answer)).conversations;
    },
  };
}

/** The body of a query of conversations. */
function inOrderOfStart(
  { from, to }: Interval,
  paging: { readonly pageSize: number; readonly pageNumber: number },
) {
  return { interval: `${from}/${to}`, order: 'asc', orderBy: 'conversationStart', paging };
}
