import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '../../../src/model/role.ts';
import { type Running, houseIn, serveJiedian } from '../../support/run-jiedian.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';
import { launchChromium } from './chromium.ts';

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface OpenedPage {
  readonly page: Page;
  /** URLs asked for outside the service; must stay empty. */
  readonly strayed: readonly string[];
  /** What the page reported as an error: exceptions, and errors on the console. */
  readonly faults: readonly string[];
}

/** How long a page may take to get where a test waits for it, ms: other tests use the machine and the service too. */
const PATIENCE_MS = 60_000;

/** The real service on the demo region, and a browser that looks at it. */
export interface OpenHouse {
  readonly service: Pick<Running, 'address' | 'tokens'>;
  /**
   * Opens a path signed in as a role, by the link that `npm start` prints.
   *
   * @param before done to the empty page.
   */
  enter(
    role: Role,
    path?: string,
    options?: BrowserContextOptions,
    before?: (page: Page) => Promise<void>,
  ): Promise<OpenedPage>;
  /** Asks the service itself, as a role: to bring a case where a story begins. */
  ask(role: Role, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * A service of its own, for a bench.
 *
 * @param bring fills the record before the service starts; the demo region comes where it leaves it empty.
 */
export async function openHouse(bring?: (env: NodeJS.ProcessEnv) => Promise<void>): Promise<OpenHouse> {
  const env = houseIn(await temporaryFolder());
  await bring?.(env);
  const [service, browser] = await Promise.all([serveJiedian(env), launchChromium()]);
  return houseOf(service, browser, () => service.stop());
}

/** A service that is there, with a browser; closing it closes the browser, then does what else there is to do. */
export const houseOf = (
  service: OpenHouse['service'],
  browser: Browser,
  end: () => Promise<unknown>,
): OpenHouse => ({
  service,
  enter: (role, path = '', options = {}, before = () => Promise.resolve()) =>
    enter({ service, browser }, { role, path, options, before }),
  ask: (role, path, body, headers = {}) => ask(service, { role, path, body, headers }),
  close: async () => {
    await browser.close();
    await end();
  },
});

async function enter(
  { service, browser }: { readonly service: OpenHouse['service']; readonly browser: Browser },
  {
    role,
    path,
    options,
    before,
  }: {
    readonly role: Role;
    readonly path: string;
    readonly options: BrowserContextOptions;
    readonly before: (page: Page) => Promise<void>;
  },
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const [strayed, faults]: [string[], string[]] = [[], []];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(service.address) && !/^(?:data|blob):/u.test(url)) strayed.push(url);
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await before(page);
  await page.goto(`${service.address}/${role}${path}#token=${service.tokens[role] ?? ''}`);
  return { page, strayed, faults };
}

async function ask(
  service: OpenHouse['service'],
  {
    role,
    path,
    body,
    headers,
  }: {
    readonly role: Role;
    readonly path: string;
    readonly body: unknown;
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<unknown> {
  const answer = await fetch(`${service.address}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Bearer ${service.tokens[role] ?? ''}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${role} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** Waits until the map has drawn everything it asked for. */
export const mapDrawn = (page: Page): Promise<unknown> =>
  page.waitForSelector('.map-canvas[data-drawn]', { timeout: 20_000 });
