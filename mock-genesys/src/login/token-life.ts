/**
 * The life of a token: `expiresIn`, in whole seconds of the caller's clock, and `lifeMs` on the mock's
 * clock, which runs `factor` times as fast. A token never ends before its `expires_in`.
 */
export function tokenLife(
  wantedMs: number,
  factor: number,
): { readonly expiresIn: number; readonly lifeMs: number } {
  const expiresIn = Math.max(1, Math.floor(wantedMs / factor / 1_000));
  return { expiresIn, lifeMs: Math.max(wantedMs, expiresIn * 1_000 * factor) };
}
