import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IN_CHROMIUM } from './support/chromium.ts';
import { type OpenHouse, mapDrawn } from './support/open-house.ts';
import { sharedHouse } from './support/shared-house.ts';
import { SITES, publishedMonth } from './views/planner.ts';

interface Offer {
  readonly offerId: string;
  readonly plans: readonly {
    readonly id: string;
    /** D = something of it is unknown, which only a manager's reason overrules. */
    readonly grade: string;
    readonly sources: readonly { readonly feederId: string | null }[];
  }[];
}

/** A manager brings a case of 630 kVA to a choice: its capacity is held. @returns the feeder that holds it. */
async function hold(house: OpenHouse): Promise<string> {
  const made = (await house.ask('manager', '/v1/applications', {
    site: { lon: 113.2105, lat: 33.972, crs: 'WGS84' },
    demand: { capacityKva: 630 },
    customer: { category: 'industrial', areaType: 'urban' },
    applicant: { name: '示例食品厂', contact: '0375-0000000' },
    businessType: 'new',
  })) as { id: string };
  await house.ask('manager', `/v1/applications/${made.id}/acceptance`, {});
  const offer = (await house.ask('manager', `/v1/applications/${made.id}/offers`, {})) as Offer;
  const plan = offer.plans.find(({ sources, grade }) => grade !== 'D' && sources[0]?.feederId !== null)!;
  const body = { offerId: offer.offerId, planId: plan.id };
  await house.ask('manager', `/v1/applications/${made.id}/choice`, body, { 'Idempotency-Key': randomUUID() });
  return plan.sources[0]!.feederId!;
}

/** Names in the rows of the capacity list, as they stand. */
const listed = (page: Page): Promise<string[]> =>
  page.locator('.capacity-table tbody th button').allInnerTexts();

describe("the planner's room in Chromium, on the real service", IN_CHROMIUM, () => {
  let house: OpenHouse;
  beforeAll(async () => {
    house = await sharedHouse();
  }, 120_000);
  afterAll(async () => {
    await house.close();
  });

  test('the capacity map and its list: order, filters, season, N-1 and ledger, all of it in the address', async () => {
    const { page, strayed, faults } = await house.enter('planner');
    await page.locator('.capacity-table tbody tr').nth(49).waitFor();
    const [first = ''] = await listed(page);
    await page.getByRole('button', { name: first, exact: true }).click();
    const ledger = page.getByRole('region', { name: `${first} 的容量台账` });
    await ledger.getByText('限制设备').waitFor();
    await ledger.locator('.chain-bar').first().waitFor();
    await page.getByLabel('冬季').check();
    await page.getByLabel('N-1', { exact: true }).check();
    await page.getByText('不通过').first().waitFor();
    await page.locator('summary', { hasText: '筛选' }).click();
    await page.getByLabel('至少剩余（kVA）').fill('1000');
    await page.getByLabel('至少剩余（kVA）').press('Enter');
    await page
      .getByText(/^共 \d+ 项$/u)
      .filter({ hasNotText: '共 50 项' })
      .waitFor();
    const kept = await listed(page);
    expect(kept.length).toBeGreaterThan(5);
    expect(kept).not.toContain(first);
    // Whoever gets the link sees the same: still asked for as much room, and nothing that has less.
    await page.reload();
    await page.locator('.capacity-table tbody tr').first().waitFor();
    expect(await page.getByLabel('至少剩余（kVA）').inputValue()).toBe('1000');
    const again = await listed(page);
    expect(again).not.toContain(first);
    // A hold of another story may fall in between and take a place out; it brings none in.
    expect(again.length).toBeGreaterThan(kept.length - 5);
    expect(kept).toEqual(expect.arrayContaining(again.slice(0, 5)));
    await page.getByRole('region', { name: '的容量台账' }).waitFor();
    expect([strayed, faults]).toEqual([[], []]);
    await page.context().close();
  });

  test('a tap on the map opens the ledger of what is there', async () => {
    const { page } = await house.enter('planner');
    const { items } = (await house.ask('planner', '/v1/capacity/substations')) as {
      items: { id: string; at: { lon: number; lat: number } }[];
    };
    const [{ id, at }] = items as [(typeof items)[number]];
    await page.goto(`${house.service.address}/planner?map=13/${at.lat.toFixed(5)}/${at.lon.toFixed(5)}`);
    await mapDrawn(page);
    const canvas = (await page.locator('.map-canvas').boundingBox())!;
    await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    await page.getByRole('heading', { name: `变电站 ${id}` }).waitFor();
    await page
      .getByRole('region', { name: `变电站 ${id}` })
      .getByRole('button')
      .nth(1)
      .click();
    await page.getByRole('heading', { name: '的容量台账' }).waitFor();
    expect(page.url()).toContain('kind=main-transformer');
    await page.context().close();
  });

  test('what fits at each place: cells from a town on, a card with supply and limit, all of it in the address', async () => {
    const { page, strayed, faults } = await house.enter('planner');
    await page.getByLabel('显示各处可接容量').check();
    await page.getByText('放大地图后显示各处可接容量').waitFor();
    // Beside the grid, where nothing else lies under the tap.
    const at = { lon: 113.2031, lat: 33.9733 };
    await page.goto(`${house.service.address}/planner?cells=1&season=worst&map=17/${at.lat}/${at.lon}`);
    await mapDrawn(page);
    expect(await page.getByText('放大地图后显示各处可接容量').count()).toBe(0);
    const canvas = (await page.locator('.map-canvas').boundingBox())!;
    await page.mouse.click(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    const card = page.getByRole('region', { name: '此处可接容量' });
    await card.getByText('限制设备').waitFor();
    const [lon, lat] = new URL(page.url()).searchParams.get('spot')!.split(',').map(Number) as [
      number,
      number,
    ];
    expect([lon, lat]).toEqual([expect.closeTo(at.lon, 4), expect.closeTo(at.lat, 4)]);
    const told = (await house.ask(
      'planner',
      `/v1/capacity/map?bbox=${lon},${lat},${lon},${lat}&season=worst`,
    )) as {
      features: { id: string; properties: { kva: number; placeId: string; bindingElementId: string } }[];
    };
    const [{ id, properties }] = told.features as [(typeof told.features)[number]];
    const text = await card.innerText();
    for (const one of [
      id,
      properties.kva.toLocaleString('en'),
      properties.placeId,
      properties.bindingElementId,
    ])
      expect(text).toContain(one);
    // Whoever gets the link sees the same card; it leads to the ledger of the supply, and back.
    await page.reload();
    await card.getByText(id).waitFor();
    await card.getByRole('button', { name: '查看该电源的容量台账' }).click();
    const ledger = page.getByRole('region', { name: `${properties.placeId} 的容量台账` });
    await ledger.getByText('限制设备').waitFor();
    await ledger.getByRole('button', { name: '关闭台账' }).click();
    await card.getByRole('button', { name: '关闭' }).click();
    await card.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('spot');
    expect([strayed, faults]).toEqual([[], []]);
    await page.context().close();
  });

  test('on a map in GCJ-02 a tap finds the same, and the address keeps to WGS 84', async () => {
    const { items } = (await house.ask('planner', '/v1/capacity/substations')) as {
      items: { id: string; at: { lon: number; lat: number } }[];
    };
    const [{ id, at }] = items as [(typeof items)[number]];
    const tiles: URL[] = [];
    const { page, faults } = await house.enter(
      'planner',
      `?map=14/${at.lat.toFixed(5)}/${at.lon.toFixed(5)}`,
      {},
      async (empty) => {
        await empty.route('**/v1/regions', async (route) => {
          const answer = await route.fetch();
          const told = (await answer.json()) as object;
          await route.fulfill({ response: answer, json: { ...told, mapDatum: 'GCJ02' } });
        });
        empty.on('request', (request) => {
          if (request.url().includes('.mvt')) tiles.push(new URL(request.url()));
        });
      },
    );
    await mapDrawn(page);
    expect(new Set(tiles.map(({ searchParams }) => searchParams.get('datum')))).toEqual(new Set(['GCJ02']));
    const canvas = (await page.locator('.map-canvas').boundingBox())!;
    const [x, y] = [canvas.x + canvas.width / 2, canvas.y + canvas.height / 2];
    await page.mouse.click(x, y);
    await page.getByRole('heading', { name: `变电站 ${id}` }).waitFor();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 100, y, { steps: 5 });
    await page.mouse.up();
    const shift = (100 * 360) / (512 * 2 ** 14);
    const lon = () => Number(new URL(page.url()).searchParams.get('map')!.split('/')[2]);
    await expect.poll(lon, { timeout: 10_000 }).toBeCloseTo(at.lon - shift, 4);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a drag moves the picture with the hand, and the map stands where it was let go', async () => {
    const { page } = await house.enter('planner', '?map=15/33.97/113.2');
    await mapDrawn(page);
    await page.evaluate(`
      window.shifts = [];
      const canvas = document.querySelector('.map-canvas canvas');
      new MutationObserver(() => window.shifts.push(canvas.style.transform)).observe(canvas, { attributeFilter: ['style'] });
    `);
    const box = (await page.locator('.map-canvas').boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 180, y + 100, { steps: 12 });
    await page.mouse.up();
    const degreesPerPixel = 360 / (512 * 2 ** 15);
    const centre = (): number[] =>
      new URL(page.url()).searchParams.get('map')!.split('/').slice(1).map(Number);
    await expect.poll(() => centre()[1], { timeout: 10_000 }).toBeCloseTo(113.2 - 180 * degreesPerPixel, 4);
    expect(centre()[0]).toBeCloseTo(33.97 + 100 * degreesPerPixel * Math.cos((33.97 * Math.PI) / 180), 4);
    const shifts = await page.evaluate<string[]>('window.shifts');
    expect(shifts.filter((shift) => shift.startsWith('translate(')).length).toBeGreaterThan(3);
    await expect.poll(() => page.evaluate<string[]>('window.shifts').then((all) => all.at(-1))).toBe('');
    // A tap is still a tap, and opens no drag.
    await page.mouse.click(x, y);
    await expect.poll(() => centre()[1]).toBeCloseTo(113.2 - 180 * degreesPerPixel, 4);
    await page.context().close();
  });

  test('a hold shows in the ledger of its feeder', async () => {
    const feeder = await hold(house);
    const { page } = await house.enter('planner', `?kind=feeder&element=${encodeURIComponent(feeder)}`);
    const row = page.locator('.chain-table tbody tr', { hasText: feeder }).first();
    await row.waitFor();
    const said = await row.getByRole('img').getAttribute('aria-label');
    const [, committed = '0'] = /在途与预占 ([\d,]+) kVA/u.exec(said ?? '') ?? [];
    expect(Number(committed.replaceAll(',', ''))).toBeGreaterThan(100);
    await page.context().close();
  });

  test('a load is tried at a place named by its id, and what is no place is refused in words', async () => {
    const { page, faults } = await house.enter('planner', '/what-if');
    const add = async (id: string): Promise<void> => {
      await page.getByLabel('设备编号').fill(id);
      await page.getByRole('button', { name: '添加', exact: true }).click();
    };
    await add('c0-f16-n005');
    await page.getByLabel('有功（kW）').fill('4000');
    await page.getByRole('button', { name: '计算' }).click();
    await page.getByText(/c0-f16-n005：容量不足，缺/u).waitFor();
    await page.getByRole('table', { name: '电压（标幺）' }).waitFor();
    expect(page.url()).toContain('4000');
    await page.getByLabel('有功（kW）').fill('40');
    await page.getByText('内容已改动').waitFor();
    await page.getByRole('button', { name: '计算' }).click();
    await page.getByText(/c0-f16-n005：容量足够/u).waitFor();
    await page.getByLabel('冬季').check();
    await page.getByText(/冬季，数据版本/u).waitFor();
    expect(faults).toEqual([]);
    // A part of the feeder is cut off: refused in words; hung onto its neighbour by the tie it is worked out.
    const addSwitch = async (id: string): Promise<void> => {
      await page.getByLabel('开关编号').fill(id);
      await page.getByRole('button', { name: '添加开关' }).click();
    };
    await page.locator('summary', { hasText: '改变开关状态' }).click();
    await addSwitch('c0-f16-n003-s-k');
    await page.getByRole('button', { name: '计算' }).click();
    await page.getByRole('alert').getByText('c0-f16-n003-s-k').first().waitFor();
    await addSwitch('c0-tie15-k');
    await page.getByLabel('c0-tie15-k 的位置').selectOption('closed');
    await page.getByRole('button', { name: '计算' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByText(/c0-f16-n005：容量/u).waitFor();
    expect(decodeURIComponent(page.url())).toContain('["c0-tie15-k",true]');
    await add('nothing-there');
    await page.getByRole('button', { name: '计算' }).click();
    await page.getByRole('alert').getByText('nothing-there').first().waitFor();
    await page.context().close();
  });

  test("the doctor's findings are told in words and shown on the map", async () => {
    const { page, faults } = await house.enter('planner', '/findings');
    await page.getByRole('button', { name: '在地图上查看' }).first().click();
    await page.locator('.finding.chosen').waitFor();
    await mapDrawn(page);
    await page.waitForURL(/finding=.*map=|map=.*finding=/u);
    await page.getByLabel('错误', { exact: true }).check();
    await page.getByText('没有符合筛选条件的问题').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('warnings: since when, what relieves them, filtered, and from each the way to its ledger', async () => {
    const { page, strayed, faults } = await house.enter('planner', '/warnings');
    await page.locator('.finding').first().waitFor();
    const { items } = (await house.ask('planner', '/v1/warnings?pageSize=1000')) as {
      items: { kind: string; elementId: string }[];
    };
    await page.getByLabel(`重载 ${items.filter(({ kind }) => kind === 'heavy').length}`).check();
    const card = page.locator('.finding').first();
    expect(await card.locator('.tag').innerText()).toBe('重载');
    expect(await card.innerText()).toMatch(/自 \d{4}年.* 起[\s\S]*怎样解除[\s\S]*kVA 即可解除/u);
    await card.getByRole('button', { name: '在地图上查看' }).click();
    await page.locator('.finding.chosen').waitFor();
    expect(page.url()).toMatch(/kind=heavy.*warning=heavy/u);
    await page.reload();
    await page.locator('.finding.chosen').getByRole('link', { name: '容量台账' }).click();
    await page.getByRole('heading', { name: '的容量台账' }).waitFor();
    expect([strayed, faults]).toEqual([[], []]);
    await page.context().close();
  });

  test('a month is published once, its figures stand as rows and as files', async () => {
    await publishedMonth(house);
    const { page, strayed, faults } = await house.enter('planner', '/publications');
    await page.getByText('这是第一次公布').waitFor();
    expect(await page.getByRole('button', { name: /^公布/u }).count()).toBe(0);
    await page.getByLabel('本月数据').check();
    await page.getByLabel('馈线', { exact: true }).check();
    await page.getByText('50 项').waitFor();
    expect(page.url()).toMatch(/shown=figures.*kind=feeder/u);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV 表格' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^demo-\d{4}-\d\d\.csv$/u);
    expect([strayed, faults]).toEqual([[], []]);
    await page.context().close();
  });

  test('month against month: what changed, from what to what, and why', async () => {
    const change = {
      kind: 'feeder',
      id: 'c0-f01',
      before: { ratingKva: 5200, peakKva: 3000, committedKva: 0, openKva: 900, loadRate: 0.577 },
      after: { ratingKva: 5200, peakKva: 3000, committedKva: 400, openKva: 500, loadRate: 0.577 },
      because: [{ key: 'new-commitments', values: { cases: 2, kva: 400 } }],
    };
    // Only the current month and the one before it can be published: the one before is told by hand here.
    const month = await publishedMonth(house);
    const { page } = await house.enter('planner', '', {}, async (fresh) => {
      await fresh.route('**/v1/publications?*', async (route) => {
        const answer = await route.fetch();
        const { items } = (await answer.json()) as { items: object[] };
        const told = items.map((one) => Object.assign(one, { previous: '2026-10' }));
        await route.fulfill({ response: answer, json: { items: told, next: null } });
      });
      await fresh.route('**/changes?*', (route) =>
        route.fulfill({
          json: { region: 'demo', month, since: '2026-10', items: [change], next: null },
        }),
      );
    });
    await page.goto(`${house.service.address}/planner/publications?month=${month}`);
    const row = page.locator('.published tbody tr');
    await row.waitFor();
    expect((await row.innerText()).replaceAll(/\s+/gu, ' ')).toContain(
      'c0-f01 馈线 900 kVA → 500 kVA ▼ 57.7% 新增在途 2 户 400 kVA',
    );
    await page.getByLabel('变化原因').selectOption('gone');
    await page.getByText('没有符合条件的设备').waitFor();
    await page.context().close();
  });

  test('a file of sites is screened: bad rows are told by line, the others get their results', async () => {
    const { page, strayed, faults } = await house.enter('planner', '/screenings');
    await page.getByRole('button', { name: '上传并开始' }).click();
    await page.getByText('请选择文件').waitFor();
    const file = { name: 'sites.csv', mimeType: 'text/csv', buffer: Buffer.from(SITES) };
    await page.getByLabel('地点文件（CSV 或 GeoJSON）').setInputFiles(file);
    await page.getByRole('button', { name: '上传并开始' }).click();
    await page.getByText('第 7 行 capacityKva').waitFor();
    await page.getByLabel('有错的行跳过，其余照常筛查').check();
    await page.getByRole('button', { name: '上传并开始' }).click();
    await page.waitForURL(/\/planner\/screenings\/[0-9a-f]{32}/u);
    await page.getByText('6 / 6 个地点').waitFor();
    await page.locator('header .tag', { hasText: '已完成' }).waitFor();
    await page.getByRole('button', { name: '食品厂' }).click();
    expect(page.url()).toContain('site=2');
    await page.getByLabel('行有错 1').check();
    const rows = page.locator('.published tbody tr');
    expect(await rows.count()).toBe(1);
    expect(await rows.innerText()).toMatch(/写错的行[\s\S]*capacityKva, received many/u);
    const [results] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载结果 CSV' }).click(),
    ]);
    expect(results.suggestedFilename()).toMatch(/^screening-.*\.csv$/u);
    await page.getByRole('button', { name: '删除筛查' }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await page.waitForURL(/\/planner\/screenings$/u);
    // The browser itself reports the refusal of the first upload on its console.
    expect([strayed, faults.length]).toEqual([[], 1]);
    await page.context().close();
  });

  test('a screening that runs says how far it is and when it ends, and can be ended early', async () => {
    const { page } = await house.enter('planner', '/screenings');
    const rows = Array.from(
      { length: 4000 },
      (_, at) => `s${at},${113.2 + (at % 60) / 4000},33.97,WGS84,630,industrial`,
    );
    const buffer = Buffer.from(['id,lon,lat,crs,kva,category', ...rows].join('\n'));
    await page
      .getByLabel('地点文件（CSV 或 GeoJSON）')
      .setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: '上传并开始' }).click();
    await page.locator('header .tag', { hasText: '进行中' }).waitFor();
    await page.getByText(/\/ 4,000 个地点 .*(预计 .* 完成|正在估计)/u).waitFor();
    await page.getByRole('button', { name: '中止筛查' }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await page.locator('header .tag', { hasText: '已中止' }).waitFor();
    await page
      .getByText(/未筛查 [\d,]+/u)
      .first()
      .waitFor();
    await page.context().close();
  });
});
