const RealDate = Date;
let offsetMs = 0;

const now = (): number => RealDate.now() + offsetMs;

/** A `Date` with the stepped time. The monotonic clock and timers do not change. */
class SteppedDate extends RealDate {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [now()] : given) as [number]));
  }
  static override now(): number {
    return now();
  }
}

/** Must run before the contestant is loaded, because that may keep its own reference. */
export function installWallClock(): void {
  globalThis.Date = SteppedDate as DateConstructor;
}

/** Sets this process's wall clock off from the true time, as a wrong NTP answer would. */
export function stepWallClock(ms: number): void {
  offsetMs = ms;
}
