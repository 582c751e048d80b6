import { type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger } from 'pino';

/** Log levels, from the chattiest to none. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** A second fence: what must not be logged is not handed to the logger in the first place. */
const REDACTED = [
  'authorization',
  'headers.authorization',
  'req.headers.authorization',
  'accessToken',
  '*.accessToken',
  'clientSecret',
  '*.clientSecret',
];

/**
 * JSON lines on stderr: stdout belongs to the ready line and to what a command prints.
 * @param level default `info`, also in place of one that does not exist: the settings say so then
 */
export function createLogger(service: string, level?: string): Logger {
  const options: LoggerOptions = {
    level: LOG_LEVELS.find((known) => known === level) ?? 'info',
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: REDACTED,
  };
  return pino(options, pino.destination({ dest: 2, sync: true }));
}
