#!/usr/bin/env node
import { runSimulation } from './command.ts';

process.exitCode = await runSimulation(process.argv.slice(2));
