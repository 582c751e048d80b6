/** The rights that the README tells to give to the user of the store; each one is needed. */
export const LEAST_PRIVILEGE: readonly string[] = [
  '+eval',
  '+evalsha',
  '+get',
  '+set',
  '+del',
  '+pttl',
  '+time',
  '+publish',
  '+subscribe',
  '+info',
];

/** In a cluster the client has to learn whether it is up, and where the slots are. */
export const LEAST_PRIVILEGE_IN_A_CLUSTER: readonly string[] = [
  ...LEAST_PRIVILEGE,
  '+cluster|info',
  '+cluster|slots',
];

/** What the rights are for: these keys and channels, and no other command. */
export const NAMESPACE: readonly string[] = [
  'resetkeys',
  '~onetoken:*',
  'resetchannels',
  '&onetoken:*',
  '-@all',
];
