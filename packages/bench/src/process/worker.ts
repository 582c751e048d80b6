import { send } from './ask.ts';
import { type TaskName, tasks } from './tasks.ts';

/** The child's main: runs the task named on the command line, reports, and waits to be ended. */
async function main(): Promise<void> {
  const [name, input] = process.argv.slice(2);
  const task = await tasks[name as TaskName]();
  const value = await task(JSON.parse(input ?? 'null') as never);
  send({ kind: 'done', value });
}

main().catch((error: unknown) => {
  send({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? '') : String(error) });
});
