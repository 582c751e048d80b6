import { expect, it } from 'vitest';
import { html } from '../src/html.ts';

it('escapes values, but not the HTML they are put into or made of', () => {
  const item = html`<li>${'<script>"&\''}</li>`;
  expect(html`<ul>${[item, item]}</ul>`.markup).toBe(
    `<ul>${Array(2).fill('<li>&lt;script&gt;&quot;&amp;&#39;</li>').join('\n')}</ul>`,
  );
});
