#!/usr/bin/env node
import { meetMishaps } from './mishaps.ts';
import { runDemo } from './run-demo.ts';

meetMishaps('demo');
process.exitCode = await runDemo(process.argv.slice(2));
