import { seededUuid } from './seeded.ts';

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly division: { readonly id: string; readonly name: string; readonly selfUri: string };
  readonly memberCount: number;
  readonly selfUri: string;
}

/** The sample data of one region: an organisation with queues. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly queues: readonly Queue[];
}

const QUEUE_NAMES = [
  'Sales',
  'Support',
  'Billing',
  'Returns',
  'VIP',
  'Chat',
  'E-mail',
  'Callback',
  'Technical help',
  'Complaints',
  'Renewals',
  'Partners',
] as const;

export function createOrganisation(seed: number, region: string): Organisation {
  const id = seededUuid(seed, region, 'organisation');
  const divisionId = seededUuid(seed, region, 'division');
  const division = {
    id: divisionId,
    name: 'Home',
    selfUri: `/api/v2/authorization/divisions/${divisionId}`,
  };
  const queues = QUEUE_NAMES.map((name, index) => {
    const queueId = seededUuid(seed, region, 'queue', index);
    const selfUri = `/api/v2/routing/queues/${queueId}`;
    return { id: queueId, name, division, memberCount: 5 + index, selfUri };
  });
  return { id, name: `Mock organisation (${region})`, domain: region, queues };
}
