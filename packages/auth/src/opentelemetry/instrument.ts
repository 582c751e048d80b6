import { type Meter, metrics, type Tracer, trace } from '@opentelemetry/api';
import { type Clock, systemClock } from '../clock.ts';
import type { TokenProvider } from '../provider.ts';
import { recordMetrics } from './metrics.ts';
import { recordSpans } from './spans.ts';

export interface InstrumentOptions {
  /** @default the meter `@onetoken/auth` of the global meter provider */
  readonly meter?: Meter | undefined;
  /** @default the tracer `@onetoken/auth` of the global tracer provider */
  readonly tracer?: Tracer | undefined;
  /** What the gauge of the remaining life reads. @default systemClock */
  readonly clock?: Clock | undefined;
}

const NAME = '@onetoken/auth';

/**
 * Turns the events of a provider into metrics, and its token requests into spans. Call it before
 * the first token is asked for. Nothing that it records carries a secret or a token.
 * @returns a function that ends it; call it before the provider is closed or after
 */
export function instrument(provider: TokenProvider, options: InstrumentOptions = {}): () => void {
  const { meter = metrics.getMeter(NAME), tracer = trace.getTracer(NAME) } = options;
  const clock = options.clock ?? systemClock;
  const parts = [recordMetrics({ provider, meter, clock }), recordSpans({ provider, tracer })];
  return () => {
    for (const stop of parts) stop();
  };
}
