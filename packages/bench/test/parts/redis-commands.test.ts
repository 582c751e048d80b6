import { expect, it } from 'vitest';
import { commandsIn } from '../../src/parts/redis-commands.ts';

it('sums up the commands of others and leaves out those of the bench', () => {
  const info = [
    '# Commandstats',
    'cmdstat_get:calls=200,usec=812,usec_per_call=4.06',
    'cmdstat_config|resetstat:calls=1,usec=24',
    'cmdstat_info:calls=1,usec=60',
    'cmdstat_evalsha:calls=3,usec=60',
  ].join('\r\n');
  expect(commandsIn(info)).toBe(203);
});

it('is nought when nobody asked', () => {
  expect(commandsIn('# Commandstats\r\ncmdstat_info:calls=1,usec=60')).toBe(0);
});
