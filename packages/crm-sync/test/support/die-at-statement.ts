// Loaded before the program (`node --import`): kills it, as the system would, at its DIE_AT_STATEMENT-th statement to the
// database, half of the times right before and half right after. A kill from outside seldom hits the microseconds
// between two statements; this one hits nothing else.
import { DatabaseSync, StatementSync } from 'node:sqlite';
import pg from 'pg';

type Method = (this: unknown, ...parameters: unknown[]) => unknown;

let left = Number(process.env['DIE_AT_STATEMENT']);
const before = process.env['DIE_BEFORE'] === '1';

const die = (): void => void process.kill(process.pid, 'SIGKILL');

function watch(prototype: object, name: string): void {
  const methods = prototype as Record<string, Method>;
  const original = methods[name] as Method;
  methods[name] = function (...parameters) {
    left -= 1;
    if (left === 0 && before) die();
    const result = original.apply(this, parameters);
    if (left !== 0) return result;
    // PostgreSQL has answered only when the promise is settled.
    if (result instanceof Promise) return result.finally(die);
    die();
    return result;
  };
}

watch(DatabaseSync.prototype, 'exec');
watch(StatementSync.prototype, 'run');
watch(StatementSync.prototype, 'all');
watch(pg.Client.prototype, 'query');
