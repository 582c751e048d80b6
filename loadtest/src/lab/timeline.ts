import { setTimeout as sleep } from 'node:timers/promises';
import type { Action, Step } from '../experiments/experiment.ts';
import type { Window } from '../judge/evidence.ts';
import type { MockAdmin } from '../target/mock-admin.ts';
import type { Deployment, RedisState } from '../target/target.ts';

/** What a step acts on. */
export interface Stage {
  readonly mock: MockAdmin;
  readonly deployment: Deployment;
}

type Undo = () => Promise<void>;
const nothingToUndo: Undo = async () => {};

async function perform({ mock, deployment }: Stage, action: Action): Promise<Undo> {
  switch (action.kind) {
    case 'fault':
      return mock.addFault(action.fault);
    case 'revoke':
      for (const id of deployment.clientIds) await mock.revokeTokens(id);
      return nothingToUndo;
    case 'redis':
      return breakRedis(deployment, action.state);
    case 'restart':
      // All of them, however few addresses they stand behind.
      for (let index = 0; index < deployment.settings.pods; index += 1) {
        await deployment.restartPod(index);
      }
      return nothingToUndo;
    default:
      return action satisfies never;
  }
}

async function breakRedis({ setRedis }: Deployment, state: RedisState): Promise<Undo> {
  const undo = state === 'flushed' ? nothingToUndo : () => setRedis('up');
  try {
    await setRedis(state);
  } catch (error) {
    await undo(); // it may be half done
    throw error;
  }
  return undo;
}

/**
 * Does each step at its time, and tells when it really was.
 * @param onStep gets the label of a step that is under way, or `undefined` when none is
 * @param until aborted when the load has ended: what is still wrong then is put right, and what has not begun stays undone
 * @throws what a step failed with, when what the others have done is put right
 */
export async function performSteps(
  stage: Stage,
  steps: readonly Step[],
  until: AbortSignal,
  onStep: (label: string | undefined) => void,
): Promise<Window[]> {
  const startedAt = performance.now();
  const seconds = () => Math.round(performance.now() - startedAt) / 1000;
  const failed = new AbortController();
  const signal = AbortSignal.any([until, failed.signal]);
  const reach = (at: number) =>
    sleep(Math.max(0, at * 1000 - (performance.now() - startedAt)), undefined, { signal }).catch(
      () => {},
    );
  const underWay: string[] = [];
  const one = async ({ label, at, until: end, action }: Step): Promise<Window[]> => {
    await reach(at);
    if (signal.aborted) return [];
    const from = seconds();
    underWay.push(label);
    onStep(label);
    const undo = await perform(stage, action);
    if (end !== undefined) await reach(end);
    await undo();
    underWay.splice(underWay.indexOf(label), 1);
    onStep(underWay.at(-1));
    return [{ label, from, to: seconds() }];
  };
  const doing = steps.map((step) =>
    one(step).catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  await Promise.allSettled(doing);
  return (await Promise.all(doing)).flat();
}
