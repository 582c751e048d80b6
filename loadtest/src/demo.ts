#!/usr/bin/env node
import { handleProcessErrors } from '@onetoken/report-kit';
import { runDemo } from './demo-command.ts';

handleProcessErrors('demo');
process.exitCode = await runDemo(process.argv.slice(2));
