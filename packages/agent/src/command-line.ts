import type { CommandDefinition } from '@onetoken/service-kit';

/** What `onetoken-agent --help` prints, and the variable behind each option. */
export const commandLine: CommandDefinition = {
  name: 'onetoken-agent',
  description: "The fleet's one Genesys Cloud token, for programs in any language on this host.",
  options: [
    ['--port <number>', 'PORT', 'TCP port; 0 takes a free one (default 8787)'],
    ['--host <address>', 'HOST', 'address to listen on (default 127.0.0.1)'],
    ['--socket <path>', 'AGENT_SOCKET', 'Unix socket (mode 0600) instead of a port'],
    ['--allow-host <names>', 'AGENT_ALLOW_HOSTS', 'more names that callers may use for the agent'],
    ['--caller-secret-file <path>', 'AGENT_CALLER_SECRET_FILE', 'callers must present this secret'],
    ['--log-level <level>', 'LOG_LEVEL', 'trace, debug, info, warn, error, fatal or silent'],
  ],
  switches: [['--allow-remote', 'listen beyond loopback; needs a caller secret']],
  help: `The client and its region come from the environment, as in every service of onetoken:
  GENESYSCLOUD_REGION, GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET[_FILE], REDIS_URL[_FILE]

Then, from any language:
  curl http://127.0.0.1:8787/api/v2/routing/queues     the call, with the fleet's token
  curl http://127.0.0.1:8787/token                     the token, to set the header yourself
  curl --unix-socket PATH http://localhost/token       the same over a socket

Exit codes: 0 stopped · 1 failed · 64 usage or configuration · 69 port in use, or a dependency unavailable`,
};
