import type { Attributes, ObservableGauge, ObservableResult } from '@opentelemetry/api';
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

/** A gauge of a state that events change: it begins with 1, and is what the last event made of it. */
export function observeState<Map extends object>(
  source: Pick<Emitter<Map>, 'on'>,
  gauge: ObservableGauge,
  states: { readonly [T in keyof Map]?: number },
  attributes: Attributes,
): () => void {
  let state = 1;
  const stop = source.on(({ type }) => {
    state = states[type] ?? state;
  });
  const observe = (result: ObservableResult): void => result.observe(state, attributes);
  gauge.addCallback(observe);
  return () => {
    stop();
    gauge.removeCallback(observe);
  };
}
