#!/usr/bin/env node
import { createLogger, runService } from '@onetoken/service-kit';
import { startWallboard } from './wallboard.ts';

const log = createLogger('onetoken-wallboard', process.env['LOG_LEVEL']);
await runService({ log, start: (lifecycle) => startWallboard(process.env, log, lifecycle) });
