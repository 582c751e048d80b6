import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** The browser of the system, or undefined where there is none. */
export const browserPath: string | undefined = CANDIDATES.find((path) => existsSync(path));

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath ?? '', args: ['--no-sandbox'] });
}
