/** Error answers of the platform API. Codes and messages: Genesys's OpenAPI and announcements. */
export const API_ERRORS = {
  'authentication.required': {
    status: 401,
    message: 'No authentication bearer token specified in authorization header.',
  },
  'bad.credentials': { status: 401, message: 'Invalid login credentials.' },
  'credentials.expired': {
    status: 401,
    message: 'The supplied credentials are expired and cannot be used.',
  },
  'missing.any.permissions': {
    status: 403,
    message:
      'Unable to perform the requested action. You must have at least one of the following permissions assigned: %s',
  },
  'not.a.user': {
    status: 400,
    message:
      'This request requires a user context. Client credentials cannot be used for requests to this resource.',
  },
  'bad.request': {
    status: 400,
    message: 'The request could not be understood by the server due to malformed syntax.',
  },
  'cannot.delete.client': {
    status: 400,
    message: 'Clients must be marked as inactive to be eligible for deletion.',
  },
  'not.found': { status: 404, message: 'The requested resource was not found.' },
  'request.entity.too.large': { status: 413, message: 'The request entity is too large.' },
  'unsupported.media.type': { status: 415, message: 'Unsupported media type.' },
  'too.many.requests.retry.after': {
    status: 429,
    message: 'Rate limit exceeded the maximum. Retry the request in [%s] seconds',
  },
  'internal.server.error': {
    status: 500,
    message:
      'The server encountered an unexpected condition which prevented it from fulfilling the request.',
  },
  'service.unavailable': {
    status: 503,
    message:
      'Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).',
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type ApiErrorCode = keyof typeof API_ERRORS;

export interface ErrorBody {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  /** The correlation id, so that a report can be matched with the service's own logs. */
  readonly contextId: string;
  readonly messageWithParams?: string;
  readonly messageParams?: Readonly<Record<string, string>>;
  readonly details: readonly unknown[];
  readonly errors: readonly unknown[];
}

/** Thrown by a route, or sent by a hook: becomes the body of an error answer. */
export class ApiError extends Error {
  override name = 'ApiError' as const;
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: ApiErrorCode, params: Readonly<Record<string, string>> = {}) {
    const { status, message } = API_ERRORS[code];
    super(Object.values(params).reduce((text, value) => text.replace('%s', value), message));
    this.code = code;
    this.status = status;
    this.params = params;
  }
}

export function errorBody(error: ApiError, contextId: string): ErrorBody {
  // The normalised 429 body carries no parameters; nor do bodies that have none.
  const hasParams = error.status !== 429 && Object.keys(error.params).length > 0;
  return {
    message: error.message,
    code: error.code,
    status: error.status,
    contextId,
    ...(hasParams && {
      messageWithParams: API_ERRORS[error.code].message,
      messageParams: error.params,
    }),
    details: [],
    errors: [],
  };
}
