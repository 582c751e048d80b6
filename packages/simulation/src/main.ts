#!/usr/bin/env node
import { meetMishaps } from '@onetoken/loadtest/report';
import { runSimulation } from './command.ts';

meetMishaps('simulate');
process.exitCode = await runSimulation(process.argv.slice(2));
