import { existsSync, writeFileSync } from 'node:fs';
import { tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { requireFolder, writeFiles } from '../src/files.ts';

it('makes the folder, or says at once that results would find no place there', async () => {
  using dir = tempDir('files-');
  await requireFolder(`${dir.path}/new/one`);
  expect(existsSync(`${dir.path}/new/one`)).toBe(true);
  writeFileSync(`${dir.path}/file`, '');
  await expect(requireFolder(`${dir.path}/file/reports`)).rejects.toMatchObject({
    message: expect.stringContaining(`nothing can be written to ${dir.path}/file/reports`),
    exitCode: 64,
  });
});

it('says which file could not be written', async () => {
  await expect(writeFiles('/dev', { full: 'too much' })).rejects.toMatchObject({
    message: expect.stringMatching(/^\/dev\/full could not be written: ENOSPC/),
    exitCode: 69,
  });
});
