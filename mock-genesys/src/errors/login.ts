import { z } from 'zod';

/** A refusal of the login host. Its description is sent twice, as the real service does. */
export interface LoginAnswer {
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

export type LoginRefusal =
  | 'unknownClient'
  | 'wrongSecret'
  | 'wrongRegion'
  | 'disabledClient'
  | 'inactiveClient'
  | 'grantNotAllowed'
  | 'malformedCredentials'
  | 'credentialsInBody'
  | 'missingGrantType'
  | 'unsupportedGrantType'
  | 'throttled';

const AUTHENTICATION_FAILED = {
  status: 401,
  error: 'invalid_client',
  description: 'authentication failed',
} as const;

/**
 * Default answers. Known from the real service: `unknownClient`, `wrongSecret`, the text of `wrongRegion`,
 * the start of `throttled`. The others are not published: they follow RFC 6749 section 5.2 and can be
 * replaced with the option `login.answers`.
 */
export const LOGIN_ANSWERS: Readonly<Record<LoginRefusal, LoginAnswer>> = {
  unknownClient: { status: 400, error: 'invalid_client', description: 'client not found' },
  wrongSecret: AUTHENTICATION_FAILED,
  wrongRegion: AUTHENTICATION_FAILED,
  disabledClient: AUTHENTICATION_FAILED,
  inactiveClient: AUTHENTICATION_FAILED,
  grantNotAllowed: {
    status: 400,
    error: 'unauthorized_client',
    description: 'grant type not allowed for this client',
  },
  malformedCredentials: AUTHENTICATION_FAILED,
  credentialsInBody: {
    status: 400,
    error: 'invalid_request',
    description: 'client credentials must be in the Authorization header',
  },
  missingGrantType: {
    status: 400,
    error: 'invalid_request',
    description: 'grant_type is missing',
  },
  unsupportedGrantType: {
    status: 400,
    error: 'unsupported_grant_type',
    description: 'grant type not supported',
  },
  throttled: {
    status: 400,
    error: 'invalid_request',
    description: 'rate limit exceeded; try again later',
  },
};

export const answerOverrideSchema = z.strictObject({
  status: z.int().min(400).max(599).optional(),
  error: z.string().optional(),
  description: z.string().optional(),
});

export interface LoginErrorBody {
  readonly error: string;
  readonly description: string;
  readonly error_description: string;
}

export function loginErrorBody(answer: LoginAnswer): LoginErrorBody {
  return {
    error: answer.error,
    description: answer.description,
    error_description: answer.description,
  };
}

export type AnswerOverride = z.output<typeof answerOverrideSchema>;

/** The answer to a refusal: the default, changed by the options. */
export function answerOf(
  refusal: LoginRefusal,
  overrides: Readonly<Partial<Record<LoginRefusal, AnswerOverride | undefined>>>,
): LoginAnswer {
  const { status, error, description } = LOGIN_ANSWERS[refusal];
  const own = overrides[refusal] ?? {};
  return {
    status: own.status ?? status,
    error: own.error ?? error,
    description: own.description ?? description,
  };
}
