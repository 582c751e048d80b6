import { UnavailableError } from '@onetoken/service-kit';

/** The API refused a call, and asking again does not help. */
export class ApiRefusedError extends Error {
  override readonly name = 'ApiRefusedError';

  constructor(route: string, status: number, code: string) {
    const hint = status === 403 ? '; give the role of this OAuth client the permission' : '';
    super(`${route} was refused with ${status} (${code})${hint}`);
  }
}

/** The API did not answer usefully for as long as it makes sense to try. */
export class ApiUnavailableError extends UnavailableError {
  constructor(route: string, reason: string) {
    super(`${route} is unavailable (${reason})`);
  }
}
