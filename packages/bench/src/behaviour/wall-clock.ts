const RealDate = Date;
let offsetMs = 0;

const now = (): number => RealDate.now() + offsetMs;

/** A `Date` that tells the stepped time. The monotonic clock and timers are unchanged. */
class SteppedDate extends RealDate {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [now()] : given) as [number]));
  }
  static override now(): number {
    return now();
  }
}

/** Must come before the contestant is loaded, in case it keeps its own reference. */
export function installWallClock(): void {
  globalThis.Date = SteppedDate as DateConstructor;
}

/** Sets this process's wall clock off from the true time, as a wrong NTP answer would. */
export function stepWallClock(ms: number): void {
  offsetMs = ms;
}
