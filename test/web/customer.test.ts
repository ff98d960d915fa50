import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IN_CHROMIUM } from './support/chromium.ts';
import type { OpenHouse } from './support/open-house.ts';
import { sharedHouse } from './support/shared-house.ts';

describe("the customer's story, on the real service", IN_CHROMIUM, () => {
  let house: OpenHouse;
  beforeAll(async () => {
    house = await sharedHouse();
  }, 60_000);
  afterAll(async () => {
    await house.close();
  });

  test('finds the address, gets plans, compares, chooses once it is taken up, and its capacity is held', async () => {
    const { page, strayed, faults } = await house.enter('customer', '/new');
    await page.getByRole('button', { name: '提交并获取方案' }).click();
    await page.getByText('请先选择用电地点').waitFor();
    await page.getByLabel('地址').fill('建设路1号');
    await page.locator('.address-hits button').first().click();
    await page.getByLabel('申请容量（kVA）').fill('315');
    await page.getByLabel('单位或个人名称').fill('示例食品厂');
    await page.getByLabel('联系方式').fill('0375-0000000');
    await page.getByRole('button', { name: '提交并获取方案' }).click();
    await page.waitForURL(/\/customer\/cases\/[0-9a-f]{32}$/u);
    const id = page.url().split('/').at(-1)!;
    await page.getByRole('button', { name: '加入对比' }).nth(1).click();
    await page.locator('.compare').waitFor();
    await page.getByText('客户经理受理后即可选定').waitFor();
    await house.ask('manager', `/v1/applications/${id}/acceptance`, {});
    // Told by the stream of events, without a reload.
    await page.getByText('刚刚更新：受理（客户经理）').waitFor();
    await page.locator('header .tag', { hasText: '已受理' }).waitFor();
    await page.getByRole('button', { name: '重新获取方案' }).click();
    await page.getByRole('button', { name: '选定此方案' }).click();
    await page.getByRole('button', { name: '确认选定' }).click();
    await page.getByText('已选定，容量已预留').first().waitFor();
    const held = (await house.ask('manager', `/v1/applications/${id}`)) as { status: string };
    expect(held.status).toBe('chosen');
    expect([strayed, faults]).toEqual([[], []]);
  });
});
