import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { LONGEST_ID_IN_PATH } from '../clients/client.ts';
import type { Certificate } from '../tls/certificate.ts';

/** An app whose routes are checked, and typed, by their zod schemas. */
export type TypedApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface TypedAppOptions {
  /** Serves https instead of http. */
  readonly certificate?: Certificate | undefined;
  /** Longest body of a request. @default 1 MiB */
  readonly maxBytes?: number;
}

export function createTypedApp({ certificate, maxBytes }: TypedAppOptions = {}): TypedApp {
  const plain: FastifyInstance = Fastify({
    ...(certificate && { https: certificate }),
    ...(maxBytes !== undefined && { bodyLimit: maxBytes }),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: LONGEST_ID_IN_PATH },
  });
  const app = plain.withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // Answers are built from typed values and sent unchanged; schemas describe them, tests check them.
  app.setSerializerCompiler(() => JSON.stringify);
  readJsonBodies(app);
  return app;
}

/** Reads JSON. An empty body with a content type counts as no body; Fastify would refuse it. */
function readJsonBodies(app: TypedApp): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, text, done) => {
      if (text === '') done(null);
      else parse(request, text, done);
    },
  );
}
