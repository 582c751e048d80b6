import type { Attributes } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricData,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { ApiBudget } from '../../src/budget/api-budget.ts';
import { instrument } from '../../src/opentelemetry/instrument.ts';
import type { TokenProvider } from '../../src/ports/provider.ts';
import type { VirtualClock } from '../../src/testing/virtual-clock.ts';

const HOUR_MS = 3_600_000;

/** OpenTelemetry's SDK, with exporters that keep what they get. */
export class Telemetry {
  readonly #metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly #reader = new PeriodicExportingMetricReader({
    exporter: this.#metrics,
    exportIntervalMillis: HOUR_MS,
  });
  readonly #meters = new MeterProvider({ readers: [this.#reader] });
  readonly spans: InMemorySpanExporter = new InMemorySpanExporter();
  readonly #tracers = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: this.spans })],
  });

  instrument(provider: TokenProvider, clock: VirtualClock, budget?: ApiBudget): () => void {
    const [meter, tracer] = [this.#meters.getMeter('test'), this.#tracers.getTracer('test')];
    return instrument(provider, { meter, tracer, clock, budget });
  }

  /** What an exporter would send now. */
  async collect(): Promise<MetricData[]> {
    this.#metrics.reset();
    await this.#meters.forceFlush();
    return this.#metrics.getMetrics().flatMap((it) => it.scopeMetrics.flatMap((of) => of.metrics));
  }

  /** The points of one metric. */
  async points(
    name: string,
  ): Promise<{ readonly value: unknown; readonly attributes: Attributes }[]> {
    const metric = (await this.collect()).find(({ descriptor }) => descriptor.name === name);
    return metric?.dataPoints.map(({ value, attributes }) => ({ value, attributes })) ?? [];
  }

  async shutdown(): Promise<void> {
    await this.#meters.shutdown();
    await this.#tracers.shutdown();
  }
}
