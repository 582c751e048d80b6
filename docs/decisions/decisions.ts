// The decisions as data, and the two things that are made of them: the index, and the next page.
import { readdirSync, readFileSync } from 'node:fs';

export const STATUSES: readonly string[] = ['proposed', 'accepted', 'superseded'];
export const AREAS: readonly string[] = 'auth mock lab simulation bench infra services ci'.split(
  ' ',
);

const INTRODUCTION = `# Decisions

Each page is one decision: what was decided, why, what was measured, and what was rejected. The file name is the title.
The next page: \`node docs/decisions/cli.ts new AREA "Title as a sentence that says what was decided"\`.
This index is generated: \`node docs/decisions/cli.ts\`. A test checks numbers, titles, statuses and links.
A decision that replaces an earlier one is a new page; the old page gets the status \`superseded by\` and a link to it.

| number | decision | status | area |
| --- | --- | --- | --- |
`;

export interface Decision {
  file: string;
  number: string;
  title: string;
  status: string;
  date: string;
  area: string;
  text: string;
}

/** `0012-the-title-in-lower-case.md`. */
export function fileNameOf(number: string, title: string): string {
  const words = title
    .toLowerCase()
    .replaceAll("'", '')
    .split(/[^a-z0-9]+/);
  return `${[number, ...words.filter(Boolean)].join('-')}.md`;
}

/** All decisions in a folder, by number. A missing field is empty. */
export function readDecisions(folder: URL): Decision[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  return files.sort().map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const field = (pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
    return {
      file,
      number: field(/^# (\d{4}) /),
      title: field(/^# \d{4} (.+)/),
      status: field(/^- Status: (\w+)/m),
      date: field(/^- Date: (\d{4}-\d{2}-\d{2})$/m),
      area: field(/^- Area: (\w+)$/m),
      text,
    };
  });
}

/** The text of README.md. */
export function indexOf(decisions: readonly Decision[]): string {
  const rows = decisions.map(
    ({ number, file, title, status, area }) =>
      `| ${number} | [${title}](${file}) | ${status} | ${area} |\n`,
  );
  return INTRODUCTION + rows.join('');
}

/** Name and text of the page after the last one. */
export function nextPage(
  last: number,
  area: string,
  title: string,
  date: string,
): { file: string; text: string } {
  const number = String(last + 1).padStart(4, '0');
  const head = `# ${number} ${title}\n\n- Status: accepted\n- Date: ${date}\n- Area: ${area}\n`;
  const sections = ['Context', 'Decision', 'Rejected', 'Consequences'].map(
    (name) => `\n## ${name}\n`,
  );
  return { file: fileNameOf(number, title), text: head + sections.join('') };
}
