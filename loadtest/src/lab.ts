#!/usr/bin/env node
import { handleProcessErrors } from '@onetoken/report-kit';
import { labCommand } from './lab-command.ts';

handleProcessErrors('loadtest');
process.exitCode = await labCommand(process.argv.slice(2));
