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
  // Answers are built from typed values and sent as they are; schemas describe them, tests check them.
  app.setSerializerCompiler(() => JSON.stringify);
  readJsonBodies(app);
  return app;
}

/** Reads JSON. An empty body is no body, also when its type is named; Fastify refuses that. */
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
