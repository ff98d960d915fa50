import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PDF } from './support/attach.ts';
import { IN_CHROMIUM } from './support/chromium.ts';
import type { OpenHouse } from './support/open-house.ts';
import { sharedHouse } from './support/shared-house.ts';

/** Chooses a file in the form of documents. */
const choose = (page: Page, name: string, mimeType: string, buffer: Buffer): Promise<void> =>
  page.getByLabel('文件', { exact: true }).setInputFiles({ name, mimeType, buffer });

/** Files that cannot be taken: each is told in words, and only the last is seen by the service. */
async function refusedFiles(page: Page, faults: readonly string[]): Promise<void> {
  const send = page.getByRole('button', { name: '上传', exact: true });
  await send.click();
  await page.getByText('请先选择文件').waitFor();
  await choose(page, '说明.txt', 'text/plain', Buffer.from('x'));
  await page.getByText('“说明.txt”不是 PDF、PNG 或 JPEG 文件').waitFor();
  await choose(page, '大.pdf', 'application/pdf', Buffer.concat([PDF, Buffer.alloc(10_485_760)]));
  await page.getByText('每个文件不超过 10 MB').waitFor();
  await send.click();
  expect(await page.getByLabel('文件', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  expect(faults).toEqual([]);
  await choose(page, '假.pdf', 'application/pdf', Buffer.from('not a PDF'));
  await send.click();
  await page.getByText('“假.pdf”的内容与扩展名不符').waitFor();
  // The browser itself reports an answer of 400 on its console.
  expect(faults).toHaveLength(1);
}

/** Uploads a document, stopped once on its way, takes it out again and uploads it anew. */
async function attachedAtLast(page: Page): Promise<void> {
  const send = page.getByRole('button', { name: '上传', exact: true });
  // It stays on its way until it is stopped.
  await page.route('**/documents?*', () => undefined);
  await page.getByLabel('资料种类').selectOption('property');
  await choose(page, '房产证.pdf', 'application/pdf', PDF);
  await send.click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: '停止上传' }).click();
  await page.getByText('已停止，没有上传').waitFor();
  await page.unroute('**/documents?*');
  await send.click();
  await page.getByText('已上传：房产证.pdf').waitFor();
  await page.getByRole('button', { name: '撤回 房产证.pdf' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('还没有附件').waitFor();
  await page.getByLabel('资料种类').selectOption('property');
  await choose(page, '房产证.pdf', 'application/pdf', PDF);
  await send.click();
  await page.getByText('已上传的附件（1）').waitFor();
}

/** A manager reads what came, and stops the clock with a reason: the customer sees it as it happens. */
async function openedAndPaused(house: OpenHouse, customer: Page, id: string): Promise<void> {
  const { page, faults } = await house.enter('manager', `/cases/${id}?tab=documents`);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 房产证.pdf' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('房产证.pdf');
  expect(await readFile(await file.path())).toEqual(PDF);
  // Only who attached it may take it out.
  expect(await page.getByRole('button', { name: '撤回 房产证.pdf' }).count()).toBe(0);
  await page.getByRole('button', { name: '暂停计时…' }).click();
  await page.getByLabel('暂停原因').selectOption('documents');
  await page.getByLabel('说明（可选）').fill('缺项目备案');
  await page.getByRole('button', { name: '暂停计时', exact: true }).click();
  await page.getByText('起暂停：客户补充资料').first().waitFor();
  await customer.getByText('刚刚更新：时限暂停（客户经理）').waitFor();
  await customer.getByText('等您补充资料').waitFor();
  expect(await customer.getByText('缺项目备案').count()).toBe(0);
  await page.getByRole('button', { name: '恢复计时' }).click();
  await customer.getByText('我们应在').waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
}

describe("the customer's story, on the real service", IN_CHROMIUM, () => {
  let house: OpenHouse;
  beforeAll(async () => {
    house = await sharedHouse();
  }, 60_000);
  afterAll(async () => {
    await house.close();
  });

  test('finds the address, gets plans, brings documents, sees its clock stand, compares, chooses once it is taken up, and its capacity is held', async () => {
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
    // The address that was taken stands above the case.
    await page.getByRole('heading', { level: 1, name: '建设路1号' }).waitFor();
    await refusedFiles(page, faults);
    await attachedAtLast(page);
    await openedAndPaused(house, page, id);
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
    expect([strayed, faults.length]).toEqual([[], 1]);
  });
});
