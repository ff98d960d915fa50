import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Nothing of these looks for anything on a network. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const isThere = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where Chromium is on this machine; `null` = nowhere, and the tests of the page are left out, saying so. */
export const CHROMIUM = PLACES.find(isThere) ?? null;
if (CHROMIUM === null) {
  console.warn(`no Chromium at ${PLACES.join(', ')}: the tests of the page in a browser are LEFT OUT`);
}

/**
 * How tests of the page are run: a browser on a busy machine can lose a click or come late, so a story is told once more
 * before it counts as broken.
 */
export const IN_CHROMIUM = { skip: CHROMIUM === null, retry: 1, timeout: 120_000 } as const;

/** @throws Error where there is none. */
export const launchChromium = (): Promise<Browser> => {
  if (CHROMIUM === null) throw new Error('no Chromium: apt-get install chromium fonts-noto-cjk');
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
};
