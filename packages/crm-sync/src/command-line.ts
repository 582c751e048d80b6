import type { CommandDefinition } from '@onetoken/service-kit';

/** What `onetoken-crm-sync --help` prints, and the variable behind each option. */
export const commandLine: CommandDefinition = {
  name: 'onetoken-crm-sync',
  description: 'Copies users, queues and finished conversations of Genesys Cloud into a database.',
  options: [
    ['--database <url>', 'DATABASE_URL', 'postgres://… or sqlite:PATH (default sqlite:crm.sqlite)'],
    ['--start <time>', 'SYNC_START', 'where a new database begins, ISO 8601 (default a day ago)'],
    ['--every <minutes>', 'SYNC_EVERY_MINUTES', 'pause between passes of the service (default 5)'],
    ['--port <number>', 'PORT', 'port of /healthz, /readyz and /metrics (default 8788)'],
    ['--log-level <level>', 'LOG_LEVEL', 'trace, debug, info, warn, error, fatal or silent'],
  ],
  switches: [['--once', 'one pass, then end (for cron)']],
  help: `The client and its region come from the environment, as in every service of onetoken:
  GENESYSCLOUD_REGION, GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET[_FILE], REDIS_URL[_FILE]

A database address with a password belongs into DATABASE_URL or DATABASE_URL_FILE, not on the command line.
With --once and no REDIS_URL, the token is kept in a private folder (ONETOKEN_CACHE_DIR, default ~/.cache/onetoken),
so that the next run, and every other program that uses it, needs none.

Exit codes: 0 done or stopped · 1 failed · 64 usage or configuration · 69 a dependency is unavailable`,
};
