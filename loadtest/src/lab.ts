#!/usr/bin/env node
import { runLab } from './run-lab.ts';

process.exitCode = await runLab(process.argv.slice(2));
