/** Ends tracing, after it has sent the recorded spans. */
export type StopTracing = () => Promise<void>;

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;

/**
 * Sends traces over OTLP when the environment names a collector; the variables are OpenTelemetry's own
 * (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER` …). Without one nothing is loaded. Metrics
 * are not sent: they are on `/metrics`.
 */
export async function startTracing(
  service: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<StopTracing> {
  if (!ENDPOINTS.some((name) => environment[name])) return async () => undefined;
  const [{ NodeSDK }, { UndiciInstrumentation }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/instrumentation-undici'),
  ]);
  const sdk = new NodeSDK({
    serviceName: environment['OTEL_SERVICE_NAME'] || service,
    instrumentations: [new UndiciInstrumentation()],
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  // An unreachable collector must not prevent an orderly stop.
  return () => sdk.shutdown().catch(() => undefined);
}
