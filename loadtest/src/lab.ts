#!/usr/bin/env node
import { labCommand } from './lab-command.ts';
import { meetMishaps } from './mishaps.ts';

meetMishaps('loadtest');
process.exitCode = await labCommand(process.argv.slice(2));
