import { spawnSync } from 'node:child_process';
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
    const { status } = spawnSync(process.execPath, [cli, 'staging', folder]);
    expect(status).toBe(0);
    const manifests = readdirSync(folder).map((f) => parse(readFileSync(join(folder, f), 'utf8')));
    const kinds = manifests.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'Deployment', 'ExternalSecret']));
    expect(kinds).not.toContain('Secret');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('stops with a sentence and code 64, and writes nothing', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'dev'], {
    encoding: 'utf8',
  });
  expect(status).toBe(64);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    'Stack dev cannot be rendered: cache.users must name an existing Secret or an ExternalSecret, ' +
      'since no secret value is ever written to YAML.\n',
  );
});
