import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { awsOutputs } from './support/aws-outputs.ts';

const cli = fileURLToPath(new URL('../src/render-cli.ts', import.meta.url));

test('writes one file per object, and no Secret', () => {
  const root = mkdtempSync(join(tmpdir(), 'onetoken-render-'));
  const [folder, outputs] = [join(root, 'manifests'), join(root, 'outputs.json')];
  try {
    writeFileSync(outputs, JSON.stringify(awsOutputs('staging')));
    const args = [cli, 'staging', folder, '--aws-outputs', outputs];
    const { status } = spawnSync(process.execPath, args);
    expect(status).toBe(0);
    const manifests = readdirSync(folder).map((f) => parse(readFileSync(join(folder, f), 'utf8')));
    const kinds = manifests.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'Deployment', 'ExternalSecret']));
    expect(kinds).not.toContain('Secret');
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('stops with a sentence and code 64, and writes nothing', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'dev'], {
    encoding: 'utf8',
  });
  expect(status).toBe(64);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    'Stack dev is not configured right:\n' +
      '  - awsStack: the outputs of organization/onetoken-aws/dev are missing.\n',
  );
});
