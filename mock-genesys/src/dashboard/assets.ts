import { readFile } from 'node:fs/promises';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** The files of the page; it loads nothing else. */
export const ASSETS = [
  'index.html',
  'style.css',
  'dashboard.js',
  'dom.js',
  'clients.js',
  'timeline.js',
  'requests.js',
  'controls.js',
] as const;

export interface Asset {
  readonly type: string;
  readonly body: string;
}

export async function readAsset(name: (typeof ASSETS)[number]): Promise<Asset> {
  const body = await readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return { type: TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain', body };
}
