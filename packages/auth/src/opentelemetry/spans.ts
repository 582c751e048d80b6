import {
  type Attributes,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';
import type { TokenEvents } from '../ports/events.ts';
import type { TokenProvider } from '../ports/provider.ts';
import { ATTRIBUTE, OTHER, originOf } from './instruments.ts';
import { listen } from './listeners.ts';

interface SpanOptions {
  readonly provider: TokenProvider;
  readonly tracer: Tracer;
}

/**
 * One client span per token request. A provider makes one request at a time, so the next event of a
 * request belongs to the one that is open. Its parent is whatever was active in the call that
 * started it.
 */
export function recordSpans({ provider, tracer }: SpanOptions): () => void {
  const common = originOf(provider);
  let open: Span | undefined;

  const start = ({ secret, failures }: TokenEvents['request']): void => {
    end(OTHER); // it was given up without a word
    const attributes: Attributes = {
      ...common,
      [ATTRIBUTE.secret]: secret,
      [ATTRIBUTE.attempt]: failures + 1,
    };
    open = tracer.startSpan('onetoken.token.request', { kind: SpanKind.CLIENT, attributes });
  };
  const end = (errorType?: string): void => {
    if (errorType !== undefined) {
      open?.setAttribute(ATTRIBUTE.errorType, errorType);
      open?.setStatus({ code: SpanStatusCode.ERROR });
    }
    open?.end();
    open = undefined;
  };

  const stopListening = listen<TokenEvents>(provider, {
    request: start,
    'token-issued': () => end(),
    'request-failed': ({ code }) => end(code ?? OTHER),
  });
  return () => {
    stopListening();
    end(OTHER);
  };
}
