import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parse } from 'yaml';
import { billedItems, type Usage } from './billed-items.ts';
import { costOf, costTable, type Prices } from './cost-table.ts';
import { settingsSchema } from './settings.ts';

const folder = new URL('../', import.meta.url);

interface Options {
  readonly prices: string;
  readonly usage: string;
  readonly json?: boolean;
}

const program = new Command('cost')
  .description(
    'Prints what AWS bills for a stack: monthly quantities with their formulas, and costs if you pass unit prices.',
  )
  .argument('<stack>', 'dev, staging, production-use1 or production-euw1')
  .option('--prices <file>', 'unit prices, JSON by key', path('cost-prices.json'))
  .option('--usage <file>', 'monthly usage, JSON', path('cost-usage.json'))
  .option('--json', 'print JSON, with the key of each price')
  .addHelpText('after', '\nExit codes: 0 ok · 64 usage or configuration')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 64))
  .action(print);

function path(name: string): string {
  return new URL(name, folder).pathname;
}

function print(stack: string, { prices, usage, json }: Options): void {
  try {
    const items = billedItems(settingsOf(stack), read<Usage>(usage));
    const cost = costOf(items, read<Prices>(prices));
    console.log(json ? JSON.stringify(cost, null, 2) : costTable(cost));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 64;
  }
}

function settingsOf(stack: string) {
  const file = path(`Pulumi.${stack}.yaml`);
  if (!existsSync(file)) throw new Error(`There is no stack ${stack}: ${file} does not exist.`);
  const { config } = parse(readFileSync(file, 'utf8'));
  const known = Object.keys(settingsSchema.shape).map((key) => [
    key,
    config[`onetoken-aws:${key}`],
  ]);
  return settingsSchema.parse(Object.fromEntries(known));
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}

program.parse();
