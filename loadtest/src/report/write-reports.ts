import { join } from 'node:path';
import { writeFiles } from './files.ts';
import { junit } from './junit.ts';
import { labJson } from './lab-json.ts';
import { labMarkdown } from './lab-markdown.ts';
import { labPage } from './lab-page.ts';
import type { LabReport } from './lab-report.ts';

export const asJson = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Writes all reports; returns the page, which is the one for people. */
export async function writeReports(folder: string, report: LabReport): Promise<string> {
  await writeFiles(folder, {
    'report.html': labPage(report),
    'report.md': labMarkdown(report),
    'report.json': asJson(labJson(report)),
    'junit.xml': junit(report.lab),
  });
  return join(folder, 'report.html');
}
