import { type Meter, metrics, type Tracer, trace } from '@opentelemetry/api';
import type { ApiBudget } from '../budget/api-budget.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import type { TokenProvider } from '../ports/provider.ts';
import { createInstruments } from './instruments.ts';
import { recordBudget, recordMetrics } from './metrics.ts';
import { recordSpans } from './spans.ts';

export interface InstrumentOptions {
  /** @default the meter `@onetoken/auth` of the global meter provider */
  readonly meter?: Meter | undefined;
  /** @default the tracer `@onetoken/auth` of the global tracer provider */
  readonly tracer?: Tracer | undefined;
  /** The budget of the calls that carry this provider's token. @default none */
  readonly budget?: ApiBudget | undefined;
  /** What the gauge of the remaining life reads. @default systemClock */
  readonly clock?: Clock | undefined;
}

const NAME = '@onetoken/auth';

/**
 * Turns the events of a provider, and of a budget, into metrics, and token requests into spans. Call it before
 * the first token is asked for. Nothing that it records carries a secret or a token.
 * @returns a function that ends it; call it before the provider is closed or after
 */
export function instrument(provider: TokenProvider, options: InstrumentOptions = {}): () => void {
  const { meter = metrics.getMeter(NAME), tracer = trace.getTracer(NAME), budget } = options;
  const { clock = systemClock } = options;
  const instruments = createInstruments(meter);
  const parts = [
    recordMetrics({ provider, instruments, clock }),
    recordSpans({ provider, tracer }),
  ];
  if (budget) parts.push(recordBudget(budget, provider.scope, instruments));
  return () => {
    for (const stop of parts) stop();
  };
}
