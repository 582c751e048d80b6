#!/usr/bin/env node
import { createLogger, readCommandLine, runService } from '@onetoken/service-kit';
import { startAgent } from './agent.ts';
import { commandLine } from './command-line.ts';

const { variables, switches } = readCommandLine(commandLine);
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  ...variables,
  ...(switches.has('allow-remote') && { AGENT_ALLOW_REMOTE: '1' }),
};
const log = createLogger('onetoken-agent', environment['LOG_LEVEL']);
await runService({ log, start: () => startAgent(environment, log) });
