import type { Stage } from '../faults/stage.ts';
import { rollOut } from '../world/roll-out.ts';
import type { World } from '../world/world.ts';
import type { Scenario } from './scenario.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const MORNING = 6;
const EVENING = 22;
const SCALE_EVERY_MS = 5 * MINUTE_MS;
/** Of the processes by day, so many stay at night. */
const AT_NIGHT = 0.1;

const CRON = { hour: 2, overMs: 10 * MINUTE_MS, lastsMs: 5 * MINUTE_MS };

/** Autoscaling follows the load of a day, a new version goes out at noon, programs start fresh at night. */
export const day: Scenario = {
  title: 'a day: autoscaling, a deploy at noon, programs at night',
  defaults: { pods: 30, hours: 24, faults: ['crash', 'redis-down', 'login-down', 'revocation'] },
  async run(world, stage, pods) {
    await Promise.all([autoscale(world, pods), deployAtNoon(world, stage), cron(world, pods)]);
  },
};

/** How many processes the load of this hour (0 … 24) needs; pure. */
export function podsAt(hour: number, most: number): number {
  const least = Math.max(1, Math.round(AT_NIGHT * most));
  if (hour < MORNING || hour >= EVENING) return least;
  const share = Math.sin((Math.PI * (hour - MORNING)) / (EVENING - MORNING));
  return Math.round(least + (most - least) * share);
}

async function autoscale(world: World, most: number): Promise<never> {
  for (;;) {
    const wanted = podsAt((world.now % DAY_MS) / HOUR_MS, most);
    for (let missing = wanted - world.services.length; missing > 0; missing -= 1) {
      world.start().call();
    }
    for (const pod of world.services.slice(wanted)) void world.stop(pod);
    await world.clock.sleep(SCALE_EVERY_MS);
  }
}

async function deployAtNoon(world: World, stage: Stage): Promise<never> {
  for (let noon = 12 * HOUR_MS; ; noon += DAY_MS) {
    await world.clock.sleep(noon - world.now);
    using _ = await stage.take();
    world.remark('deploy');
    await rollOut(world);
  }
}

/** Programs that run once: each starts without a token, works for a few minutes, and ends. */
async function cron(world: World, pods: number): Promise<never> {
  const programs = Math.max(3, Math.round(pods / 3));
  for (let night = CRON.hour * HOUR_MS; ; night += DAY_MS) {
    await world.clock.sleep(night - world.now);
    world.remark('programs');
    for (let program = 0; program < programs; program += 1) {
      void runProgram(world);
      await world.clock.sleep(CRON.overMs / programs);
    }
  }
}

async function runProgram(world: World): Promise<void> {
  const program = world.start('program');
  program.call();
  await world.clock.sleep(CRON.lastsMs);
  if (!program.isGone) await world.stop(program);
}
