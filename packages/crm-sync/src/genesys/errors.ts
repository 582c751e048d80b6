import { UnavailableError } from '@onetoken/service-kit';

/** The API refused a call, and a retry does not help. */
export class ApiRefusedError extends Error {
  override readonly name = 'ApiRefusedError';

  constructor(route: string, status: number, code: string) {
    const hint = status === 403 ? '; give the role of this OAuth client the permission' : '';
    super(`${route} was refused with ${status} (${code})${hint}`);
  }
}

/** The API gave no useful response within the retries. */
export class ApiUnavailableError extends UnavailableError {
  constructor(route: string, reason: string) {
    super(`${route} is unavailable (${reason})`);
  }
}
