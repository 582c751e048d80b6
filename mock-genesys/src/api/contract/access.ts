import { errorBodyModel } from './models.ts';

/** The errors that every route may answer; for the OpenAPI document. */
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
