import { type Bench, type Contestant, doneOrThrow, settingsFor } from '../bench.ts';
import type { LoginMode } from '../login/answers.ts';
import { startFakeLogin } from '../login/fake-login.ts';
import { runTask } from '../process/run-task.ts';

export interface StampedeRow {
  readonly name: string;
  /** Token requests of many callers at once on a cold cache. */
  readonly cold: { readonly callers: number; readonly posts: number; readonly failed: number };
  /** The same while the login refuses them. */
  readonly failing: { readonly callers: number; readonly posts: number };
}

export async function stampede(bench: Bench): Promise<readonly StampedeRow[]> {
  const rows: StampedeRow[] = [];
  const { contestants, plan } = bench;
  for (const [i, contestant] of contestants.entries()) {
    bench.progress(i, contestants.length, contestant.peer.name);
    const cold = await rush(contestant, plan.stampedeCallers, 'ok');
    const { callers, posts } = await rush(contestant, plan.failingCallers, '401');
    rows.push({ name: contestant.peer.name, cold, failing: { callers, posts } });
  }
  return rows;
}

async function rush(
  { ref }: Contestant,
  callers: number,
  mode: LoginMode,
): Promise<StampedeRow['cold']> {
  await using login = await startFakeLogin({ latencyMs: 200, mode });
  const input = { peer: ref, settings: settingsFor(login), callers, together: false };
  const ending = await runTask('burst', input, { deadlineMs: 120_000 });
  const { failed } = doneOrThrow(ending, `stampede on ${ref.name}`);
  return { callers, posts: login.counts().posts, failed };
}
