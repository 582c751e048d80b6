import type { JournalEntry } from '../journal/entry.ts';
import type { Violation } from '../journal/verify.ts';

/** Requests shown, the newest ones. */
const SHOWN = 40;

/** Why a test failed: the violations, then the last requests. */
export function describeViolations(
  violations: readonly Violation[],
  requests: readonly JournalEntry[],
): string {
  const rules = violations.map(({ rule, limit, actual, client }) => {
    const who = client === undefined ? '' : ` (client ${client})`;
    return `  ${rule}: ${limit} allowed, ${actual} counted${who}`;
  });
  const first = requests[0]?.at ?? 0;
  const shown = requests.slice(-SHOWN).map((request) => describeRequest(request, first));
  const left = requests.length - shown.length;
  return [
    'The requests to the mock of Genesys Cloud violate rules:',
    ...rules,
    `Requests${left > 0 ? ` (the last ${SHOWN} of ${requests.length})` : ''}:`,
    ...shown,
  ].join('\n');
}

function describeRequest(request: JournalEntry, first: number): string {
  const { at, clientId, method, path, status, outcome, reason, token } = request;
  const why = reason === undefined ? '' : ` (${reason})`;
  const which = token === undefined ? '' : ` token ${token}`;
  const ms = String(at - first).padStart(8);
  return `  +${ms} ms  ${clientId}  ${method} ${path} → ${status} ${outcome}${why}${which}`;
}
