import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, RunError } from './errors.ts';

/**
 * Says before a run that its results would find no place, rather than after it. Makes the folder if need be.
 * @throws {RunError} with the exit code for wrong usage
 */
export async function requireFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new RunError(`nothing can be written to ${folder}: ${reason(error)}`, exitCodes.usage);
  }
}

/**
 * Writes these files, by name, into the folder.
 * @throws {RunError} when one of them cannot be written, such as on a full disk
 */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await writeFile(file, content).catch((error: unknown) => {
      throw new RunError(`${file} could not be written: ${reason(error)}`, exitCodes.unavailable);
    });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A value as the text of a JSON file. */
export const asJson = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;
