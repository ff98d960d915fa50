import type { BrowserContextOptions } from 'playwright-core';
import type { View } from '../views/view.ts';
import { type OpenHouse, type OpenedPage, mapDrawn } from './open-house.ts';

/** Opens a view and brings it to where it stands: loaded, acted on, its map drawn. */
export async function openView(
  house: OpenHouse,
  view: View,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const path = typeof view.path === 'string' ? view.path : await view.path(house);
  const opened = await house.enter(view.role, path, options);
  const { page } = opened;
  await page.waitForSelector('main:not(:has(.loading))');
  await view.act?.(page);
  if (view.hasMap) await mapDrawn(page);
  return opened;
}
