import type { World } from './world.ts';

/** How much faster the mock's clock runs than that of its callers: 1 if they share it. */
export function callerFactor({ clock, settings }: World): number {
  const { setting } = clock;
  return setting.kind === 'accelerated' && !settings.sharedClock ? setting.factor : 1;
}

/** The value of a Retry-After header: whole seconds, at least 1, or an HTTP date. */
export function retryAfter(world: World, waitMs: number, form: 'seconds' | 'http-date'): string {
  const seconds = Math.max(1, Math.ceil(waitMs / callerFactor(world) / 1_000));
  if (form === 'seconds') return String(seconds);
  const shared = world.settings.sharedClock || world.clock.setting.kind === 'manual';
  return new Date((shared ? world.clock.now() : Date.now()) + seconds * 1_000).toUTCString();
}
