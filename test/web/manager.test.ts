import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IN_CHROMIUM } from './support/chromium.ts';
import type { OpenHouse } from './support/open-house.ts';
import { sharedHouse } from './support/shared-house.ts';

const REQUEST = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 400 },
  customer: { category: 'industrial', areaType: 'urban' },
  applicant: { name: '青禾机械厂', contact: '0374-0000000' },
};

/** A case, as its map may have written what it shows into the address already; not while the case is changed. */
const CASE = /\/manager\/cases\/([0-9a-f]{32})(?:\?map=.*)?$/u;

/** Waits until a case is shown. @returns its id. */
async function caseShown(page: Page): Promise<string> {
  await page.waitForURL(CASE);
  return CASE.exec(page.url())![1]!;
}

describe('a manager runs a case in Chromium', IN_CHROMIUM, () => {
  let house: OpenHouse;
  beforeAll(async () => {
    house = await sharedHouse();
  }, 60_000);
  afterAll(async () => {
    await house.close();
  });

  test('an application is entered for a customer at the counter, and changed without losing what stands in it', async () => {
    const { page, faults } = await house.enter('manager', '/new');
    const external = `YX-${randomUUID()}`;
    const fill = async (): Promise<void> => {
      await page.getByLabel('业务类型').selectOption('increase');
      await page.getByLabel('现接入设备编号').fill('c0-f13-n013');
      await page.getByLabel('现有容量（kVA）').fill('160');
      await page.getByLabel('地址').fill('建设路1号');
      await page.locator('.address-hits button').first().click();
      await page.getByLabel('申请容量（kVA）').fill('315');
      await page.getByLabel('单位或个人名称').fill('柜台申请人');
      await page.getByLabel('联系方式').fill('0375-0000000');
      await page.getByText('更多情况（可选）').click();
      await page.getByLabel('功率因数').fill('0.9');
      await page.getByLabel('营销系统编号').fill(external);
    };
    await page.getByRole('button', { name: '登记申请' }).click();
    await page.getByText('请先选择用电地点').waitFor();
    await fill();
    await page.getByRole('button', { name: '登记申请' }).click();
    const path = `/v1/applications/${await caseShown(page)}`;
    await page.locator('header .tag', { hasText: '待受理' }).waitFor();
    expect(await house.ask('manager', path)).toMatchObject({
      status: 'draft',
      businessType: 'increase',
      externalNumber: external,
      request: { demand: { existing: { elementId: 'c0-f13-n013', capacityKva: 160 }, powerFactor: 0.9 } },
    });
    await page.getByRole('link', { name: '用电资料' }).click();
    await page.getByRole('link', { name: '修改资料' }).click();
    await page.getByLabel('申请容量（kVA）').fill('400');
    await page.getByRole('button', { name: '保存改动' }).click();
    await caseShown(page);
    expect(await house.ask('manager', path)).toMatchObject({
      externalNumber: external,
      request: {
        site: { address: expect.stringContaining('建设路1号') as string },
        demand: { capacityKva: 400, existing: { capacityKva: 160 }, powerFactor: 0.9 },
      },
    });
    // The same number again: the service says no, and the form stays as it is.
    await page.goto(`${house.service.address}/manager/new`);
    await fill();
    const before = faults.length;
    await page.getByRole('button', { name: '登记申请' }).click();
    await page.getByText('该工单号已被另一份申请使用').waitFor();
    expect(await page.getByLabel('单位或个人名称').inputValue()).toBe('柜台申请人');
    // The browser itself reports an answer of 409 on its console.
    expect([before, faults.length]).toEqual([0, 1]);
    await page.context().close();
  });

  test('from the list through plans and choice; the hold stands in the record', async () => {
    const { id } = (await house.ask('manager', '/v1/applications', REQUEST)) as { id: string };
    const { page, faults } = await house.enter('manager');
    await page.getByLabel('查找').fill('机械');
    await page.getByLabel('办理时限').selectOption('overdue');
    await page.getByText('没有符合条件的申请').waitFor();
    await page.getByLabel('办理时限').selectOption('');
    await page.getByRole('row', { name: '青禾机械厂' }).getByText('受理申请').waitFor();
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
