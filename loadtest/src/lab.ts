#!/usr/bin/env node
import { labCommand } from './lab-command.ts';

process.exitCode = await labCommand(process.argv.slice(2));
