#!/usr/bin/env node
import { handleProcessErrors } from '@onetoken/report-kit';
import { runSimulation } from './command.ts';

handleProcessErrors('simulate');
process.exitCode = await runSimulation(process.argv.slice(2));
