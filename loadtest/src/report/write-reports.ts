import { join } from 'node:path';
import { asJson, writeFiles } from '@onetoken/report-kit';
import { junit } from './junit.ts';
import { labJson } from './lab-json.ts';
import { labMarkdown } from './lab-markdown.ts';
import { labPage } from './lab-page.ts';
import type { LabReport } from './lab-report.ts';

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
