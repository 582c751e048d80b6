/**
 * The tasks of a child process. Loaded on demand, so that a process pays for its own task
 * alone and start-up times stay true.
 */
export const tasks = {
  behaviour: async () => (await import('../behaviour/task.ts')).observeBehaviour,
  burst: async () => (await import('../measure/burst-task.ts')).burst,
  clientPairs: async () => (await import('../measure/client-task.ts')).measureClient,
  hotPath: async () => (await import('../measure/hot-path-task.ts')).measureHotPath,
  redisCommands: async () => (await import('../measure/redis-commands-task.ts')).callWhileFresh,
  startUp: async () => (await import('../measure/start-up-task.ts')).measureStartUp,
} as const;

export type TaskName = keyof typeof tasks;
type Task<N extends TaskName> = Awaited<ReturnType<(typeof tasks)[N]>>;
export type TaskInput<N extends TaskName> = Parameters<Task<N>>[0];
export type TaskResult<N extends TaskName> = Awaited<ReturnType<Task<N>>>;
