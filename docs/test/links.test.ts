import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, textsLike } from './texts.ts';

const pages = textsLike('**/*.md').filter(({ path }) => !path.startsWith('.changeset/'));

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => `${heading}`);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function leads(page: { path: string; text: string }, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = join(root, dirname(page.path), file);
  if (file !== '' && !existsSync(target)) return false;
  if (anchor === undefined) return true;
  return anchorsOf(file === '' ? page.text : readFileSync(target, 'utf8')).includes(anchor);
}

describe('every link leads to a file and a heading that exist', () => {
  it('in more than ten pages', () => expect(pages.length).toBeGreaterThan(10));

  it.each(pages)('$path', (page) => {
    const links = [...page.text.matchAll(/(?:\]\(|^\[[^\]]+\]: )([^)\s]+)/gm)].map(
      ([, link]) => `${link}`,
    );
    const local = links.filter((link) => !/^(https?|mailto):/.test(link));
    expect(local.filter((link) => !leads(page, link))).toEqual([]);
  });

  it.each(pages)('$path defines each link that it uses by name', ({ text }) => {
    const used = [...text.matchAll(/\[([\w.-]+\.ts)\](?![([:])/g)].map(([, name]) => `${name}`);
    expect(used.filter((name) => !text.includes(`\n[${name}]: `))).toEqual([]);
  });
});
