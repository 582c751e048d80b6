import { pino } from 'pino';
import { connect } from './connect.ts';
import { freezeSafe, type Handler } from './freeze-safe.ts';
import { type QueueStatus, type QueueStatusEvent, queueStatus } from './queue-status.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const log = pino({
  level: settings.logLevel,
  base: null,
  formatters: { level: (level) => ({ level }) },
});

/** Called by Lambda: the state of some queues, with the fleet's token. Events carry no secret. */
export const handler: Handler<QueueStatusEvent, QueueStatus[]> = freezeSafe(
  () => connect(settings, (event) => log.info(event, `token: ${event.type}`)),
  queueStatus,
);
