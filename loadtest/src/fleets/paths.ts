import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { exitCodes, RunError } from '@onetoken/report-kit';

/** The folder of `loadtest`: one above `src` and `dist` alike. */
const here = new URL('../../', import.meta.url);

/** Programs are reached by their path, never by import: the judge and the judged stay processes of their own. */
export const programs = {
  mock: fileURLToPath(new URL('../mock-genesys/dist/cli.js', here)),
  wallboard: fileURLToPath(new URL('../packages/wallboard/dist/main.js', here)),
  peerPod: fileURLToPath(new URL('../packages/bench/dist/peer-pod.js', here)),
} as const;

/** A k6 script in `k6/scenarios`. */
export function scenarioFile(name: string): string {
  return fileURLToPath(new URL(`k6/scenarios/${name}.ts`, here));
}

/** The committed figures of a profile. */
export function baselineFile(profile: string): string {
  return fileURLToPath(new URL(`baseline/${profile}.json`, here));
}

/** Says at once that something was not built, rather than after the first process has failed. */
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
