/**
 * What a caller is told of a token's life, in whole seconds of its own time, and the life in the
 * mock's time, `factor` times as fast. A token never ends before its caller was told.
 */
export function tokenLife(
  wantedMs: number,
  factor: number,
): { readonly expiresIn: number; readonly lifeMs: number } {
  const expiresIn = Math.max(1, Math.floor(wantedMs / factor / 1_000));
  return { expiresIn, lifeMs: Math.max(wantedMs, expiresIn * 1_000 * factor) };
}
