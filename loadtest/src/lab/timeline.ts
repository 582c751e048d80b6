import { setTimeout as sleep } from 'node:timers/promises';
import type { Action, Step } from '../experiments/experiment.ts';
import type { Deployment, RedisState } from '../fleets/target.ts';
import type { MockAdmin } from '../mock/admin.ts';
import type { Window } from '../verdict/evidence.ts';
import { holdNextRequest } from './next-request.ts';

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

/** The time since the load began, in seconds, and waits that end with the load. */
interface Timer {
  readonly signal: AbortSignal;
  seconds(): number;
  reach(at: number): Promise<void>;
}

function startTimer(signal: AbortSignal): Timer {
  const startedAt = performance.now();
  const seconds = () => Math.round(performance.now() - startedAt) / 1000;
  const reach = (at: number) =>
    sleep(Math.max(0, (at - seconds()) * 1000), undefined, { signal }).catch(() => {});
  return { signal, seconds, reach };
}

/** @returns lets an answer go that is kept back until the step is done; `undefined` if the step is not to begin */
async function beginning({ mock }: Stage, step: Step, timer: Timer): Promise<Undo | undefined> {
  const { at, until = at, aroundAnswer } = step;
  await timer.reach(at);
  if (timer.signal.aborted) return undefined;
  if (aroundAnswer === undefined) return nothingToUndo;
  const leftMs = Math.ceil(Math.max(0, until - timer.seconds()) * 1000);
  const givenUp = AbortSignal.timeout(leftMs);
  return holdNextRequest(mock, AbortSignal.any([timer.signal, givenUp]));
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
  const failed = new AbortController();
  const timer = startTimer(AbortSignal.any([until, failed.signal]));
  const underWay: string[] = [];
  const one = async (step: Step): Promise<Window[]> => {
    const { label, action, aroundAnswer } = step;
    const answer = await beginning(stage, step, timer);
    if (answer === undefined) return [];
    const from = timer.seconds();
    underWay.push(label);
    onStep(label);
    const undo = await perform(stage, action).finally(answer);
    const end = aroundAnswer === undefined ? step.until : timer.seconds() + aroundAnswer;
    if (end !== undefined) await timer.reach(end);
    await undo();
    underWay.splice(underWay.indexOf(label), 1);
    onStep(underWay.at(-1));
    return [{ label, from, to: timer.seconds() }];
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
