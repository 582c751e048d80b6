import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Move } from '../lab/baseline.ts';
import type { LabRun } from '../lab/run-lab.ts';
import { junit } from './junit.ts';
import { labJson } from './lab-json.ts';
import { labMarkdown } from './lab-markdown.ts';
import { labPage } from './lab-page.ts';

/** A run, and what reports say about it besides. */
export interface LabReport {
  readonly lab: LabRun;
  /** What is not as it was; `undefined` when there was nothing to compare with. */
  readonly moves: readonly Move[] | undefined;
  /** What the figures depend on, in a line. */
  readonly circumstances: string;
}

export function circumstances(): string {
  const [cpu] = cpus();
  return `Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}`;
}

export const asJson = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Writes all reports; returns the page, which is the one for people. */
export async function writeReports(folder: string, report: LabReport): Promise<string> {
  const page = join(folder, 'report.html');
  await mkdir(folder, { recursive: true });
  await writeFile(page, labPage(report));
  await writeFile(join(folder, 'report.md'), labMarkdown(report));
  await writeFile(join(folder, 'report.json'), asJson(labJson(report)));
  await writeFile(join(folder, 'junit.xml'), junit(report.lab));
  return page;
}
