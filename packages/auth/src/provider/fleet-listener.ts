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

/** Lets this process act on what others do, where the store tells of it. */
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
        // The old token goes on being served; the next call fetches the new one behind the scenes.
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
