import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IN_CHROMIUM } from './support/chromium.ts';
import type { OpenHouse } from './support/open-house.ts';
import { sharedHouse } from './support/shared-house.ts';

/** In the country between the stations: no line and no outlet can carry so much that far. */
const REQUEST = {
  site: { lon: 113.1277, lat: 33.9379, crs: 'WGS84' },
  demand: { capacityKva: 3150 },
  customer: { category: 'industrial', areaType: 'rural' },
  applicant: { name: '远郊铸造厂', contact: '0374-0000000' },
};

interface Offer {
  readonly plans: readonly { readonly kind: string }[];
  readonly counterOffers: readonly {
    readonly plan: {
      readonly id: string;
      readonly suppliesKva: number;
      readonly sources: readonly {
        readonly chain: readonly { readonly elementId: string; readonly kind: string }[];
      }[];
    };
  }[];
}

/** What the planner's ledger of a main transformer says is in flight and held, kVA. */
async function heldOn(page: Page, house: OpenHouse, transformer: string): Promise<number> {
  const query = new URLSearchParams({ kind: 'main-transformer', element: transformer });
  await page.goto(`${house.service.address}/planner?${query.toString()}`);
  const row = page.locator('.chain-table tbody tr', { hasText: transformer }).first();
  const said = (await row.getByRole('img').getAttribute('aria-label')) ?? '';
  const [, held = ''] = /在途与预占 ([\d,]+) kVA/u.exec(said) ?? [];
  return Number(held.replaceAll(',', ''));
}

describe('where the grid is full, on the real service', IN_CHROMIUM, () => {
  let house: OpenHouse;
  beforeAll(async () => {
    house = await sharedHouse();
  }, 120_000);
  afterAll(async () => {
    await house.close();
  });

  test('what does fit is offered instead and chosen; planner and manager see what is held', async () => {
    const { id } = (await house.ask('customer', '/v1/applications', REQUEST)) as { id: string };
    await house.ask('manager', `/v1/applications/${id}/acceptance`, {});
    const { page, strayed, faults } = await house.enter('customer', `/cases/${id}`);
    await page.getByRole('button', { name: '获取方案' }).click();
    await page.getByRole('heading', { name: '无法按 3,150 kVA 供电' }).waitFor();
    const { items } = (await house.ask('manager', `/v1/applications/${id}/offers`)) as {
      items: { offerId: string }[];
    };
    const offer = (await house.ask('manager', `/v1/applications/${id}/offers/${items[0]!.offerId}`)) as Offer;
    const [{ plan }] = offer.counterOffers as [Offer['counterOffers'][number]];
    expect(plan.suppliesKva).toBeLessThan(REQUEST.demand.capacityKva);
    const kva = `可供 ${plan.suppliesKva.toLocaleString('zh-CN')} kVA`;
    await page.locator('.plan-card.picked', { hasText: kva }).waitFor();

    const transformer = plan.sources[0]!.chain.find(({ kind }) => kind === 'main-transformer')!.elementId;
    const planner = await house.enter('planner');
    const before = await heldOn(planner.page, house, transformer);

    await page.getByRole('button', { name: '选定此方案' }).click();
    await page.getByRole('button', { name: '确认选定' }).click();
    await page.getByText('已选定，容量已预留').first().waitFor();
    expect(await heldOn(planner.page, house, transformer)).toBeGreaterThan(before);

    const manager = await house.enter('manager', '?status=chosen&find=远郊铸造厂');
    const row = manager.page.getByRole('row', { name: '远郊铸造厂' });
    await row.getByText('已选定').waitFor();
    await row.getByRole('link').click();
    await manager.page.getByRole('heading', { name: '替代建议' }).waitFor();
    expect([strayed, faults, planner.faults, manager.faults]).toEqual([[], [], [], []]);
    await Promise.all([page, planner.page, manager.page].map((one) => one.context().close()));
  });

  test("another role's rooms and another customer's case are not to be had by their address", async () => {
    const { id } = (await house.ask('manager', '/v1/applications', REQUEST)) as { id: string };
    const walls = [
      ['customer', `/manager/cases/${id}`, '此页面属于“客户经理”，您当前的角色是“客户”'],
      ['customer', '/operator', '此页面属于“运维”，您当前的角色是“客户”'],
      ['customer', `/customer/cases/${id}`, '没有这份申请'],
      ['manager', '/planner/what-if', '此页面属于“规划专责”，您当前的角色是“客户经理”'],
      ['planner', `/manager/cases/${id}`, '此页面属于“客户经理”，您当前的角色是“规划专责”'],
      ['planner', '/planner/nowhere', '没有这个页面'],
    ] as const;
    for (const role of ['customer', 'manager', 'planner'] as const) {
      const { page } = await house.enter(role, '/nowhere');
      for (const [, path, said] of walls.filter(([who]) => who === role)) {
        await page.goto(house.service.address + path);
        await page.locator('main').getByText(said).first().waitFor();
        expect(await page.locator('main').innerText(), path).not.toContain(REQUEST.applicant.name);
      }
      await page.context().close();
    }
  });
});
