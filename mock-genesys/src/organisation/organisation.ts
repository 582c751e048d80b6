import { fraction, seededUuid } from './seeded.ts';

export interface Reference {
  readonly id: string;
  readonly name: string;
  readonly selfUri: string;
}

export interface Queue extends Reference {
  readonly division: Reference;
  readonly memberCount: number;
}

export interface User extends Reference {
  readonly division: Reference;
  readonly email: string;
  readonly username: string;
  readonly state: 'active' | 'inactive' | 'deleted';
  readonly version: number;
}

/** The sample data of one region; the same for the same seed. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly division: Reference;
  readonly roles: readonly Reference[];
  readonly queues: readonly Queue[];
  readonly users: readonly User[];
}

const QUEUE_NAMES =
  'Sales Support Billing Returns VIP Chat E-mail Callback Help Complaints Renewals Partners'.split(
    ' ',
  );
const ROLE_NAMES = ['Admin', 'Supervisor', 'Agent', 'Integration'];
const FIRST_NAMES = ['Ada', 'Bo', 'Cleo', 'Dara', 'Edda', 'Finn', 'Gita', 'Hugo'];
const LAST_NAMES = ['Sample', 'Example', 'Fixture', 'Placeholder', 'Mockford'];

export function createOrganisation(seed: number, region: string): Organisation {
  const refer = (kind: string, name: string, path: string): Reference => {
    const id = seededUuid(seed, region, kind, name);
    return { id, name, selfUri: `${path}/${id}` };
  };
  const division = refer('division', 'Home', '/api/v2/authorization/divisions');
  return {
    id: seededUuid(seed, region, 'organisation'),
    name: `Mock organisation (${region})`,
    domain: region,
    division,
    roles: ROLE_NAMES.map((name) => refer('role', name, '/api/v2/authorization/roles')),
    queues: QUEUE_NAMES.map((name) => ({
      ...refer('queue', name, '/api/v2/routing/queues'),
      division,
      memberCount: 4 + Math.floor(8 * fraction(seed, region, name)),
    })),
    users: FIRST_NAMES.flatMap((first) =>
      LAST_NAMES.map((last) => {
        const address = `${first}.${last}@example.com`.toLowerCase();
        return {
          ...refer('user', `${first} ${last}`, '/api/v2/users'),
          division,
          email: address,
          username: address,
          // A few have left, so that a query for active users has something to leave out.
          state:
            fraction(seed, region, address) < 0.1 ? ('inactive' as const) : ('active' as const),
          version: 1,
        };
      }),
    ),
  };
}

/** The members of a queue: a seeded choice of the active users. */
export function membersOf(organisation: Organisation, queue: Queue): readonly User[] {
  const active = organisation.users.filter(({ state }) => state === 'active');
  const first = Math.floor(active.length * fraction(queue.id, 'members'));
  return [...active.slice(first), ...active.slice(0, first)].slice(0, queue.memberCount);
}
