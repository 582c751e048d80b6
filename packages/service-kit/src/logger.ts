import { type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger } from 'pino';

/** Log levels, from the most detailed to none. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** A second protection: secrets are not passed to the logger in the first place. */
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
 * JSON lines on stderr: stdout is for the ready line and the output of commands.
 * @param level default `info`, also for an unknown level, which the settings report
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
