import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IN_CHROMIUM } from './support/chromium.ts';
import { DESK, type OpenHouse, PHONE } from './support/open-house.ts';
import { openView } from './support/open-view.ts';
import { seriousViolations } from './support/serious-violations.ts';
import { sharedHouse } from './support/shared-house.ts';
import { VIEWS } from './views/views.ts';

describe('the page in Chromium, on the real service', IN_CHROMIUM, () => {
  let house: OpenHouse;
  beforeAll(async () => {
    house = await sharedHouse();
  }, 60_000);
  afterAll(async () => {
    await house.close();
  });

  // Odd ones in the dark on a phone, so that both themes and both widths are looked at without looking twice.
  test.each(VIEWS.map((view, at) => [view.name, view, at % 2 === 1] as const))(
    '%s: accessible, in both languages, with no fault and no request to elsewhere',
    async (_name, view, isPhone) => {
      const { page, strayed, faults } = await openView(house, view, {
        viewport: isPhone ? PHONE : DESK,
        colorScheme: isPhone ? 'dark' : 'light',
      });
      expect(await seriousViolations(page)).toEqual([]);
      // Both widths without loading the view twice; the one it was opened in last, for axe goes on with it.
      for (const viewport of isPhone ? [DESK, PHONE] : [PHONE, DESK]) {
        await page.setViewportSize(viewport);
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(wide, `scrolls sideways at ${viewport.width}`).toBeLessThanOrEqual(0);
      }
      await page.getByRole('button', { name: 'English' }).click();
      await page.waitForSelector('html[lang=en]');
      expect(await seriousViolations(page)).toEqual([]);
      expect([strayed, faults]).toEqual([[], []]);
      await page.context().close();
    },
  );

  test('the token stays out of the address; a link of another role leads home, a bad one says so', async () => {
    const { page } = await house.enter('customer');
    await page.waitForSelector('.bar-room');
    expect(page.url()).not.toContain('token');
    await page.goto(`${house.service.address}/planner/map?map=12/33.97/113.21`);
    await page.getByText('此页面属于“规划专责”').waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByLabel('登录链接或令牌').fill('nonsense');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('这不是有效的登录链接或令牌').waitFor();
    await page
      .getByLabel('登录链接或令牌')
      .fill(`${house.service.address}/#token=${house.service.tokens['planner']!}`);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForSelector('.map-canvas[data-ready]');
    expect(page.url()).toContain('/planner/map');
    await page.context().close();
  });
});
