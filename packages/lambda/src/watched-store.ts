import type { CredentialStore, TokenStore } from '@onetoken/auth';
import type { Activity } from './activity.ts';

/** Wraps a store: its operations are activities, and so is a lease from its grant to its end. */
export function watchedStore(store: TokenStore, activity: Activity): TokenStore {
  return { open: (scope) => watchedPart(store.open(scope), activity) };
}

function watchedPart(part: CredentialStore, activity: Activity): CredentialStore {
  return {
    read: (query) => activity.track(part.read(query)),
    acquire: (owner, leaseMs) => activity.track(acquire(part, activity, owner, leaseMs)),
    publish: (publication) =>
      part.publish(publication).finally(() => activity.end(publication.owner)),
    release: (owner) => part.release(owner).finally(() => activity.end(owner)),
    invalidate: (invalidation) => activity.track(part.invalidate(invalidation)),
    note: (name, value, ttlMs) => activity.track(part.note(name, value, ttlMs)),
    claim: (name, ttlMs) => activity.track(part.claim(name, ttlMs)),
    ...(part.subscribe && { subscribe: part.subscribe.bind(part) }),
    close: () => part.close(),
  };
}

async function acquire(
  part: CredentialStore,
  activity: Activity,
  owner: string,
  leaseMs: number,
): ReturnType<CredentialStore['acquire']> {
  const answer = await part.acquire(owner, leaseMs);
  if (answer.kind === 'granted') activity.begin(owner);
  return answer;
}
