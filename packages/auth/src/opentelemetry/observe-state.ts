import type { Attributes, ObservableGauge, ObservableResult } from '@opentelemetry/api';
import type { Emitter } from '../ports/events.ts';

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
