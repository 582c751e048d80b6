/** What a server under test tells its bench: where it listens, and, whenever asked, what it has used. */
export interface Usage {
  readonly cpuUs: number;
  readonly memory: NodeJS.MemoryUsage;
}

export function serveBench(url: string): void {
  process.send?.({ url });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpuUs: user + system, memory: process.memoryUsage() };
    process.send?.(usage);
  });
  process.once('disconnect', () => process.exit());
}
