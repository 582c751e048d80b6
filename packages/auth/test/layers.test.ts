import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const design = readFileSync(new URL('../../../docs/design.md', import.meta.url), 'utf8');

/** The rooms and what each may import, from the table of docs/design.md. */
function readTable(): Map<string, string[]> {
  const [, section = ''] = design.split('## The rooms of `packages/auth/src`');
  const [table = ''] = section.split('\n## ');
  const rows = table.matchAll(/^\| `(\w+)` +\|[^|]*\|([^|]*)\|$/gm);
  return new Map([...rows].map(([, room = '', allowed = '']) => [room, namesIn(allowed)]));
}

const namesIn = (cell: string): string[] =>
  [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

/** `source` imports `target`, rooms of `src`; files at the root belong to no room. */
function importsBetweenRooms(): { file: string; source: string; target: string }[] {
  const src = join(packageDir, 'src');
  return globSync('*/**/*.ts', { cwd: src }).flatMap((file) => {
    const [source = ''] = file.split('/');
    const code = readFileSync(join(src, file), 'utf8');
    return [...code.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map(([, path = '']) => {
      const [target = ''] = relative(src, join(src, dirname(file), path)).split('/');
      return { file, source, target };
    });
  });
}

/** The lint that an editor shows: in each room, imports of other rooms than the table allows. */
function lintOf(table: Map<string, string[]>): object {
  const overrides = [...table].map(([room, allowed]) => {
    const forbidden = [...table.keys()].filter((name) => name !== room && !allowed.includes(name));
    const group = forbidden.map((name) => `**/../${name}/**`);
    const message = `${room} may import ${allowed.join(', ') || 'no other room'} (docs/design.md)`;
    const siblings = {
      group: ['@onetoken/*'],
      message: 'auth imports no sibling (docs/design.md)',
    };
    return {
      includes: [`src/${room}/**`],
      linter: {
        rules: {
          style: {
            noRestrictedImports: {
              level: 'error',
              options: { patterns: [siblings, { group, message }] },
            },
          },
        },
      },
    };
  });
  return { root: false, extends: '//', overrides };
}

/** As the formatter prints it: a list of names stands on one line where it fits. */
function print(value: object): string {
  const text = JSON.stringify(value, undefined, 2);
  return text.replaceAll(/^( *"\w+": )\[([^[\]{}]*)\](?=(,?)$)/gm, (list, key, items, comma) => {
    const line = `${key}[${items.trim().replaceAll(/\s+/g, ' ')}]`;
    return line.length + comma.length <= 100 ? line : list;
  });
}

test('a room imports only what the table of docs/design.md allows', () => {
  const table = readTable();
  const against = importsBetweenRooms().filter(
    ({ source, target }) => source !== target && !table.get(source)?.includes(target),
  );
  expect(against).toEqual([]);
});

test('the table names the rooms that there are', () => {
  const rooms = globSync('src/*/', { cwd: packageDir }).map((path) => path.split('/')[1]);
  expect([...readTable().keys()].toSorted()).toEqual(rooms.toSorted());
});

// A change of the table changes the lint. Renew it with `vitest run -u`.
test('the lint follows the table', async () => {
  const lint = `${print(lintOf(readTable()))}\n`;
  await expect(lint).toMatchFileSnapshot('../biome.json');
});
