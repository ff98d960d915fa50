import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from './support/chromium.ts';
import type { OpenHouse } from './support/open-house.ts';
import { sharedHouse } from './support/shared-house.ts';

const REQUEST = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 400 },
  customer: { category: 'industrial', areaType: 'urban' },
  applicant: { name: '青禾机械厂', contact: '0374-0000000' },
};

describe.skipIf(CHROMIUM === null)('a manager runs a case in Chromium', () => {
  let house: OpenHouse;
  beforeAll(async () => {
    house = await sharedHouse();
  }, 60_000);
  afterAll(async () => {
    await house.close();
  });

  test('from the list through plans and choice; the hold stands in the record', async () => {
    const { id } = (await house.ask('manager', '/v1/applications', REQUEST)) as { id: string };
    const { page, faults } = await house.enter('manager');
    await page.getByLabel('查找').fill('机械');
    await page.getByRole('link', { name: '青禾机械厂' }).click();
    await page.getByRole('button', { name: '受理' }).click();
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('button', { name: '计算方案', exact: true }).click();
    await page.getByRole('heading', { name: '供电链台账' }).waitFor();
    expect(await page.getByText('限制设备').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: '为客户选定此方案' }).click();
    await page.locator('header .tag', { hasText: '已选定' }).waitFor();
    const { status, choice } = (await house.ask('manager', `/v1/applications/${id}`)) as {
      status: string;
      choice: { planId: string };
    };
    expect(status).toBe('chosen');
    const [letter] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载答复单' }).click(),
    ]);
    expect(letter.suggestedFilename()).toBe(`青禾机械厂-${id}.pdf`);
    expect(choice.planId).toMatch(/^[0-9a-f]+$/u);
    // What is held counts in the ledger of whoever asks next.
    const [source] = (await sourceOfChoice(house, id)).sources;
    const { chain } = (await house.ask('manager', `/v1/elements/${source!.nodeId}/chain`)) as {
      chain: { committedKva: number }[];
    };
    expect(Math.min(...chain.map(({ committedKva }) => committedKva))).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

async function sourceOfChoice(house: OpenHouse, id: string): Promise<{ sources: { nodeId: string }[] }> {
  const { choice } = (await house.ask('manager', `/v1/applications/${id}`)) as {
    choice: { offerId: string; planId: string };
  };
  const { plans } = (await house.ask('manager', `/v1/applications/${id}/offers/${choice.offerId}`)) as {
    plans: { id: string; sources: { nodeId: string }[] }[];
  };
  return plans.find((plan) => plan.id === choice.planId)!;
}
