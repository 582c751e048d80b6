import type { MemoryLayer } from '../memory/memory.ts';
import type { CredentialStore, StoreEvent, Unsubscribe } from '../ports/store.ts';
import type { WakeUp } from '../shared/wake-up.ts';
import type { RenewalWatch } from './fatal.ts';
import type { Rejections } from './rejection.ts';

interface FleetListenerOptions {
  readonly credentialStore: CredentialStore;
  readonly wakeUp: WakeUp;
  readonly renewal: RenewalWatch;
}

/** Reacts to notifications of the store about other processes. */
export function listenToFleet(
  memory: MemoryLayer,
  rejections: Rejections,
  { credentialStore, wakeUp, renewal }: FleetListenerOptions,
): Unsubscribe {
  const originOf = (fingerprint: string): 'local' | 'fleet' =>
    rejections.isUnderWay(fingerprint) ? 'local' : 'fleet';
  const onEvent = (event: StoreEvent): void => {
    switch (event.kind) {
      case 'published':
        // The old token is still returned; the next call reads the new one in the background.
        if ((memory.inUse()?.token.generation ?? 0) < event.generation) memory.lookSoon();
        break;
      case 'invalidated':
        if (memory.drop(event.fingerprint, originOf(event.fingerprint))) renewal.expect();
        break;
      case 'missed':
        memory.lookSoon();
        break;
      case 'released':
        break;
      default:
        event satisfies never;
    }
    wakeUp.notify();
  };
  return credentialStore.subscribe?.(onEvent) ?? (() => undefined);
}
