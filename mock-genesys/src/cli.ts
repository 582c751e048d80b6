#!/usr/bin/env node
import { keepRequestsYoung } from './cli/heap.ts';
import { runCli } from './cli/run.ts';

keepRequestsYoung();
await runCli(process.argv, process.env);
