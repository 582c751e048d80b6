import type { World } from '../world/world.ts';

/** A refresh is overdue when no process has requested it for this long after its time. */
const SLACK_MS = 70_000;

/**
 * Since `since` every process got what it asked for, all with the same token, and that one is not overdue. A silence that the
 * login asked for is part of its fault: the next one would meet processes that cannot know of it.
 */
export function isWell(world: World, since: number): boolean {
  const { pods, dueAt, now } = world;
  if (world.journal.isSilent(now)) return false;
  if (dueAt === undefined || now > dueAt + SLACK_MS) return false;
  const token = pods[0]?.token;
  if (token === undefined || !world.journal.accepts(token, now)) return false;
  return pods.every((pod) => pod.servedAt >= since && pod.token === token);
}
