import type { LedgerEntry } from '../journal/entry.ts';
import type { Violation } from '../journal/verify.ts';

/** Requests shown; the newest tell most. */
const SHOWN = 40;

/** Why a test failed: the rules that were broken, then the ledger. */
export function describeBreach(
  violations: readonly Violation[],
  requests: readonly LedgerEntry[],
): string {
  const rules = violations.map(({ rule, limit, actual, client }) => {
    const who = client === undefined ? '' : ` (client ${client})`;
    return `  ${rule}: ${limit} allowed, ${actual} counted${who}`;
  });
  const first = requests[0]?.at ?? 0;
  const shown = requests.slice(-SHOWN).map((request) => describeRequest(request, first));
  const left = requests.length - shown.length;
  return [
    'The mock of Genesys Cloud saw its rules broken:',
    ...rules,
    `Requests${left > 0 ? ` (the last ${SHOWN} of ${requests.length})` : ''}:`,
    ...shown,
  ].join('\n');
}

function describeRequest(request: LedgerEntry, first: number): string {
  const { at, clientId, method, path, status, outcome, reason, token } = request;
  const why = reason === undefined ? '' : ` (${reason})`;
  const which = token === undefined ? '' : ` token ${token}`;
  const ms = String(at - first).padStart(8);
  return `  +${ms} ms  ${clientId}  ${method} ${path} → ${status} ${outcome}${why}${which}`;
}
