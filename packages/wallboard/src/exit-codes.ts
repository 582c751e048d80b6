/** As in sysexits.h; the same for every command of this repository. */
export const exitCodes = { ok: 0, failed: 1, usage: 64, unavailable: 69 } as const;
