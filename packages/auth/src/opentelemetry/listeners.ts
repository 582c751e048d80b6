import type { TokenEvents, TokenEventType } from '../events.ts';
import type { TokenProvider } from '../provider.ts';

/** What to do at which event. */
export type Listeners = {
  readonly [T in TokenEventType]?: (event: TokenEvents[T]) => void;
};

/** Returns a function that ends the listening. */
export function listen(provider: TokenProvider, listeners: Listeners): () => void {
  return provider.on((event) => listeners[event.type]?.(event as never));
}
