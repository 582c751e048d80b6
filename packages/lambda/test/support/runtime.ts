/**
 * As much of Lambda's runtime as a handler can notice: one event a line in, one answer a line out. The
 * test freezes this process between two events, as Lambda does.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { handler } = await import(pathToFileURL(process.argv[2] ?? '').href);
console.log(JSON.stringify({ ready: true }));

for await (const line of createInterface({ input: process.stdin })) {
  const { event, timeoutMs } = JSON.parse(line);
  const end = Date.now() + timeoutMs;
  try {
    const answer = await handler(event, { getRemainingTimeInMillis: () => end - Date.now() });
    console.log(JSON.stringify({ answer }));
  } catch (error) {
    const { name, message } = error as Error;
    console.log(JSON.stringify({ error: { name, message } }));
  }
}
