import { expect, test } from 'vitest';
import { changesOf, fill } from '../src/changes.ts';
import { addToList } from '../src/edits.ts';
import { namesOf } from '../src/names.ts';
import type { Recipe } from '../src/recipe.ts';

const recipe: Recipe = {
  about: 'a sample',
  files: ({ kebab }) => ({ [`src/${kebab}.ts`]: 'sample.template' }),
  edits: ({ camel }, { number = '' }) => ({
    'src/list.ts': [addToList('list', camel), addToList('numbers', number)],
  }),
  words: (read) => ({ number: `${read('src/list.ts')?.length}` }),
  next: () => [],
};
const LIST = 'const list = [];\nconst numbers = [];\n';

function changes(files: Readonly<Record<string, string>>) {
  const template = () => 'const {{camel}} = {{number}};';
  return changesOf(recipe, namesOf('hello-world'), (path) => files[path], template);
}

test('fills the templates and edits the files', () => {
  expect(Object.fromEntries(changes({ 'src/list.ts': LIST }))).toEqual({
    'src/hello-world.ts': 'const helloWorld = 37;',
    'src/list.ts': 'const list = [\nhelloWorld,\n];\nconst numbers = [\n37,\n];\n',
  });
});

test.each([
  [{ 'src/list.ts': LIST, 'src/hello-world.ts': '' }, 'src/hello-world.ts exists already'],
  [{}, 'src/list.ts is missing'],
  [{ 'src/list.ts': '' }, 'src/list.ts cannot be changed: there is no list called list'],
])('changes nothing if it does not fit: %j', (files, problem) => {
  expect(() => changes(files)).toThrow(problem);
});

test('a word without a value is an error', () => {
  expect(() => fill('{{colour}}', {}, 'a.template')).toThrow('a.template uses {{colour}}');
});
