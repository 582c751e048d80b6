import { expect, test } from 'vitest';
import { namesOf } from '../src/names.ts';

test('has the forms that templates use', () => {
  expect(namesOf('hello-world2')).toEqual({
    kebab: 'hello-world2',
    camel: 'helloWorld2',
    pascal: 'HelloWorld2',
    words: 'Hello world2',
  });
});

test.each(['Hello', 'hello_world', '2nd', 'hello-', '', '../x'])('refuses %j', (name) => {
  expect(() => namesOf(name)).toThrow(RangeError);
});
