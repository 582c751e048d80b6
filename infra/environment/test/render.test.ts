import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const cli = fileURLToPath(new URL('../src/render-cli.ts', import.meta.url));

test('writes one file per object, and no Secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onetoken-render-'));
  try {
    execFileSync(process.execPath, [cli, 'staging', folder], { stdio: 'pipe' });
    const manifests = readdirSync(folder).map((f) => parse(readFileSync(join(folder, f), 'utf8')));
    const kinds = manifests.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'Deployment', 'ExternalSecret']));
    expect(kinds).not.toContain('Secret');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['local', /genesys.client and cache.users must name an existing Secret or an ExternalSecret/],
  ['dev', /cache.users must name an existing Secret or an ExternalSecret/],
  ['nonesuch', /there is no file Pulumi.nonesuch.yaml/],
])('stops with a sentence for %s, and writes nothing', (stack, sentence) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, stack], {
    encoding: 'utf8',
  });
  expect(status).toBe(64);
  expect(stdout).toBe('');
  expect(stderr).toMatch(sentence);
});
