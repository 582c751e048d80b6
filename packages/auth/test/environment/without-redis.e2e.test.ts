import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { environmentOf, startGenesys } from '../doctor/doctor.ts';

const packageDir = fileURLToPath(new URL('../..', import.meta.url));

it('a program without Redis needs no ioredis, and one with Redis is told to install it', async () => {
  using dir = tempDir();
  await using mock = await startGenesys();
  const installed = join(dir.path, 'node_modules/@onetoken/auth');
  mkdirSync(installed, { recursive: true });
  for (const part of ['package.json', 'dist']) {
    cpSync(join(packageDir, part), join(installed, part), { recursive: true });
  }
  symlinkSync(join(packageDir, 'node_modules/undici'), join(dir.path, 'node_modules/undici'));
  const script = join(dir.path, 'program.mjs');
  writeFileSync(
    script,
    `import { providerFromEnvironment } from '@onetoken/auth/environment';
     const provider = providerFromEnvironment();
     console.log((await provider.getAccessToken()).length);
     await provider.close();`,
  );
  const env = environmentOf(mock) as Record<string, string>;
  expect(await runCommand({ script, env })).toMatchObject({ exit: 0, stdout: '86\n' });
  const withRedis = await runCommand({ script, env: { ...env, REDIS_URL: 'redis://cache.test' } });
  expect(withRedis).toMatchObject({
    exit: 1,
    stderr: expect.stringContaining('REDIS_URL needs the package ioredis: npm install ioredis'),
  });
});
