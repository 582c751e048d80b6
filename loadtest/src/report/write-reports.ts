import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { junit } from './junit.ts';
import { labJson } from './lab-json.ts';
import { labMarkdown } from './lab-markdown.ts';
import { labPage } from './lab-page.ts';
import type { LabReport } from './lab-report.ts';

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
