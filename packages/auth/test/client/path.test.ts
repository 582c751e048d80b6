import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPathResolver } from '../../src/client/path.ts';

const origin = 'https://api.mypurecloud.ie';
/** What the parser makes of it; the rule that every shortcut must keep. */
const parsed = (base: string, path: string): string => {
  const url = new URL(base + path);
  return url.origin + url.pathname + url.search;
};

describe('createPathResolver', () => {
  it('joins base and path', () => {
    const resolve = createPathResolver(`${origin}/gateway`);
    expect(resolve('/api/v2/users?pageSize=5')).toEqual({
      origin,
      path: '/gateway/api/v2/users?pageSize=5',
    });
  });

  it('encodes what must be, and drops a fragment', () => {
    expect(createPathResolver(origin)('/api/a b?q=ü#top').path).toBe('/api/a%20b?q=%C3%BC');
  });

  it.each(['/../secrets', '/%2e%2E/secrets', '/api/../../secrets', '/.%2e/x', '/..\\secrets'])(
    'refuses %s, which leads out of the base path',
    (path) => {
      const resolve = createPathResolver(`${origin}/gateway`);
      expect(() => resolve(path)).toThrow(expect.objectContaining({ code: 'ERR_FOREIGN_ORIGIN' }));
    },
  );

  it.each(['//evil.example/x', '/@evil.example', '/\\evil.example', '/\t/evil.example'])(
    'keeps %j at the origin of the API',
    (path) => {
      expect(createPathResolver(origin)(path).origin).toBe(origin);
    },
  );

  it('refuses a path that does not start with a slash', () => {
    expect(() => createPathResolver(origin)('api/v2')).toThrow(TypeError);
  });

  it('agrees with the parser on every path', () => {
    const pieces = [
      '/',
      '.',
      '..',
      '%2e',
      '%2F',
      'api',
      'v2',
      '~a-b_c',
      '?',
      '=',
      '&',
      ':',
      '@',
      '\\',
      '#',
      ' ',
      'ü',
      '\t',
      "'",
      '"',
      '//',
    ];
    const paths = fc
      .array(fc.constantFrom(...pieces), { maxLength: 8 })
      .map((some) => `/${some.join('')}`);
    fc.assert(
      fc.property(paths, fc.constantFrom(origin, `${origin}/gateway`), (path, base) => {
        try {
          const target = createPathResolver(base)(path);
          expect(target.origin + target.path).toBe(parsed(base, path));
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_FOREIGN_ORIGIN' });
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
