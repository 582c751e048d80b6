import type { Emitter, EventOf } from '../ports/events.ts';

/** What to do at which event. */
export type Listeners<Map> = {
  readonly [T in keyof Map]?: (event: EventOf<Map, T>) => void;
};

/** Returns a function that ends the listening. */
export function listen<Map extends object>(
  source: Pick<Emitter<Map>, 'on'>,
  listeners: Listeners<Map>,
): () => void {
  return source.on((event) => listeners[event.type]?.(event as never));
}
