/** Chromium for tests of the portal: the one that the system has. Without it they are skipped, loudly; with CI set they fail. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const executable = process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));

/** As `describe`; needs the build of the portal too. */
export const describeInBrowser =
  executable !== undefined || process.env.CI ? describe : skippedLoudly;

function skippedLoudly(name: string, tests: () => void): void {
  console.warn(
    `SKIPPED: "${name}" needs Chromium. Install it (apt-get install chromium), or set CHROMIUM.`,
  );
  describe.skip(name, tests);
}

/** Rejects where there is no Chromium. */
export async function launchBrowser(): Promise<Browser> {
  if (executable === undefined)
    throw new Error(
      'There is no Chromium. Install it (apt-get install chromium), or set CHROMIUM.',
    );
  return await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
}
