import {
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PROBES } from './probes.ts';

/** One server span per response, with the spans of its work below it. Does nothing unless a service traces. */
export function traceAnswers(app: FastifyInstance): void {
  const tracer = trace.getTracer('@onetoken/service-kit');
  const spans = new WeakMap<FastifyRequest, Span>();

  app.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url;
    if (route === undefined || PROBES.has(route)) return;
    const attributes = { 'http.request.method': request.method, 'http.route': route };
    const caller = propagation.extract(context.active(), request.headers);
    const options = { kind: SpanKind.SERVER, attributes };
    spans.set(request, tracer.startSpan(`${request.method} ${route}`, options, caller));
  });
  // The last hook before the handler, so that everything the handler calls finds the span.
  app.addHook('preHandler', (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) return done();
    context.with(trace.setSpan(context.active(), span), done);
  });
  app.addHook('onResponse', async (request, { statusCode }) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}
