import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { exitCodes, RunError } from '@onetoken/report-kit';

/** The folder of `loadtest`: one above `src` and `dist` alike. */
const here = new URL('../../', import.meta.url);

/** Programs run by their path; the lab imports none of them. */
export const programs = {
  mock: fileURLToPath(new URL('../mock-genesys/dist/cli.js', here)),
  wallboard: fileURLToPath(new URL('../packages/wallboard/dist/main.js', here)),
  peerPod: fileURLToPath(new URL('../packages/bench/dist/peer-pod.js', here)),
} as const;

/** The load, as k6 runs it. */
export const scenarioFile: string = fileURLToPath(new URL('k6/scenarios/lab.ts', here));

/** The committed figures of a profile. */
export function baselineFile(profile: string): string {
  return fileURLToPath(new URL(`baseline/${profile}.json`, here));
}

/** @throws RunError that names a program that was not built */
export async function requireBuilt(names: readonly (keyof typeof programs)[]): Promise<void> {
  for (const file of names.map((name) => programs[name])) {
    const found = await access(file).then(
      () => true,
      () => false,
    );
    if (!found)
      throw new RunError(`${file} is missing: run "pnpm build" first`, exitCodes.unavailable);
  }
}
