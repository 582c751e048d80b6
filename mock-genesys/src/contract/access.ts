import { errorBodyModel } from './models.ts';

/** What a route asks of its caller. */
export interface RouteAccess {
  /** At least one of these; none means that any valid token will do. */
  readonly anyPermission?: readonly string[];
  /** Whether only a user's token will do: client credentials get 400 not.a.user. */
  readonly userOnly?: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyInstance {
    /** What the routes need, in the order of the routes; see `needs`. */
    permissions: readonly string[];
  }
}

/** The errors that every route may answer. */
export const ERRORS = {
  400: errorBodyModel,
  401: errorBodyModel,
  403: errorBodyModel,
  404: errorBodyModel,
  429: errorBodyModel,
} as const;

/** Route configuration: callers need at least one of these permissions. */
export function needs(...anyPermission: [string, ...string[]]): {
  access: { anyPermission: string[] };
} {
  return { access: { anyPermission } };
}
