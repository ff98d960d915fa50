import readXlsxFile from 'read-excel-file/node';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  publicationAnswer,
  publicationChangesAnswer,
  publicationPageAnswer,
  publicationsAnswer,
} from '../../src/contract/publications.ts';
import { capacityListAnswer } from '../../src/contract/capacity-list.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { publishedOrRefused } from '../../src/contract/published-or-refused.ts';
import { today } from '../../src/contract/today.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { Publisher } from '../../src/planning/publication/publisher.ts';
import type { Db } from '../../src/store/db.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openGeopackage } from '../../src/geopackage/open-geopackage.ts';
import { databases } from '../support/database.ts';
import { CUSTOMER_NAMES, GIS_GRID } from '../support/gis-grid.ts';
import { rowOf } from '../support/drawn-grid.ts';
import { MANAGER, caseClient } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

const PLANNER: Caller = { role: 'planner', sub: 'p1', regions: ['demo', 'dark'] };

/** The grid with cases in flight at places of it, and with other peaks and ratings where they are given. */
const gridWith = (cases: Readonly<Record<string, number>>, peaks: Readonly<Record<string, number>> = {}) => ({
  ...GIS_GRID,
  peaks: GIS_GRID.peaks.map((row) => ({
    ...row,
    peak_kva: peaks[row.element_id] ?? row.peak_kva,
  })),
  commitments: Object.entries(cases).map(([id, kva]) =>
    rowOf('commitments', {
      id,
      origin: 'books',
      at_kind: 'node',
      at_id: 'P1',
      kva,
      committed_on: '2026-10-01',
    }),
  ),
});

describe.each(databases())('publications on the $name database', ({ open }) => {
  let house: CaseHouse;
  let db: Db;
  let clock = new Date('2026-11-20T02:00:00Z');
  beforeAll(async () => {
    db = await open();
    await bringRows(storeOver(db), 'demo', gridWith({ c1: 200, c2: 300 }));
    await bringRows(storeOver(db), 'dark', GIS_GRID);
    house = await openCaseHouse(db, () => clock);
  }, 120_000);
  afterAll(async () => {
    expect(house.failed).toEqual([]);
    await house.close();
  });

  const { send } = caseClient(() => house);
  const get = async (path: string, caller = PLANNER) => send(caller, 'get', `/publications${path}`);
  const publish = async (month: string, region = 'demo', caller = PLANNER) =>
    send(caller, 'post', '/publications', { region, month });
  const bytes = async (path: string): Promise<Buffer> => {
    const token = await house.token(PLANNER);
    const answer = await request(house.app)
      .get(`/v1/publications/${path}`)
      .set('Authorization', token)
      .buffer(true)
      .parse((res, done) => {
        const pieces: Buffer[] = [];
        res.on('data', (piece: Buffer) => pieces.push(piece));
        res.on('end', () => {
          done(null, Buffer.concat(pieces));
        });
      });
    expect(answer.status).toBe(200);
    return answer.body as Buffer;
  };
  /** Brings other rows and waits until the planner has them. */
  const bring = async (rows: RegionRows) => {
    await bringRows(house.store, 'demo', rows);
    const [state] = (await house.store.regions()).filter(({ id }) => id === 'demo');
    for (;;) {
      const [shown] = house.pool.regions().filter(({ id }) => id === 'demo');
      if (shown?.ledgerVersion === state!.ledgerVersion && shown.version === state!.dataVersion) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const FILES = ['csv', 'xlsx', 'geojson', 'gpkg'].map((form) => `2026-11.${form}?region=demo`);
  let frozen: readonly Buffer[];

  it('freeze every feeder and transformer of the record, with the figures of the capacity lists', async () => {
    const made = await publish('2026-11');
    expect(made.status, made.text).toBe(201);
    const head = publicationAnswer.parse(made.body);
    expect(head).toMatchObject({ region: 'demo', month: '2026-11', asOf: '2026-11-20', previous: null });
    const page = publicationPageAnswer.parse((await get('/2026-11?region=demo')).body);
    expect(page.publication).toEqual(head);
    expect(page.items.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'feeder D1',
      'feeder F1',
      'feeder F9',
      'distribution-transformer T1',
      'distribution-transformer T2',
    ]);
    const list = await send(PLANNER, 'get', '/capacity/feeders?region=demo');
    for (const { id, openKva, loadRate, committedKva } of capacityListAnswer.parse(list.body).items)
      expect(page.items.find((one) => one.id === id)).toMatchObject({ openKva, loadRate, committedKva });
    expect(page.items.find(({ id }) => id === 'F1')).toMatchObject({ committedKva: 500 });
    expect(JSON.stringify(page.items)).not.toMatch(new RegExp(CUSTOMER_NAMES.join('|'), 'u'));
    frozen = await Promise.all(FILES.map(bytes));
  });

  it('stay as they are whatever the record does, and a month published again is the same', async () => {
    clock = new Date('2026-12-02T02:00:00Z');
    await bring(gridWith({ c2: 250, c3: 400 }, { F1: 2600 }));
    const again = await publish('2026-11');
    expect(again.status).toBe(200);
    expect(publicationAnswer.parse(again.body).asOf).toBe('2026-11-20');
    // A ZIP names the time in steps of 2 s.
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const now = await Promise.all(FILES.map(bytes));
    expect(now.map((file, i) => file.equals(frozen[i]!))).toEqual([true, true, true, true]);
  });

  it('tell what changed since the month before, and why', async () => {
    const made = await publish('2026-12');
    expect(made.status, made.text).toBe(201);
    expect(publicationAnswer.parse(made.body).previous).toBe('2026-11');
    const answer = await get('/2026-12/changes?region=demo');
    const { since, items } = publicationChangesAnswer.parse(answer.body);
    expect(since).toBe('2026-11');
    const feeder = items.find(({ id }) => id === 'F1')!;
    expect(feeder.before).toMatchObject({ committedKva: 500, peakKva: 2000 });
    expect(feeder.after).toMatchObject({ committedKva: 650, peakKva: 2600 });
    expect(feeder.because).toEqual([
      { key: 'new-commitments', values: { cases: 1, kva: 400 } },
      { key: 'released', values: { cases: 2, kva: 250 } },
      { key: 'new-peak', values: { beforeKva: 2000, afterKva: 2600 } },
    ]);
    // Nothing of D1 is other than it was.
    expect(items.map(({ id }) => id)).not.toContain('D1');
    const same = publicationChangesAnswer.parse((await get('/2026-11/changes?region=demo')).body);
    expect(same).toMatchObject({ since: null, items: [] });
    const [, line] = (await bytes('2026-12.csv?region=demo&language=en'))
      .toString()
      .split('\r\n')
      .filter((text) => /,F1,|^﻿?Kind/u.test(text));
    expect(line).toContain(',F1,3042.56,"400 kVA promised');
    const first = (await bytes('2026-11.csv?region=demo&language=en')).toString();
    expect(first.match(/^.*,F1,.*$/mu)?.[0]).toContain(',3042.56,B,F1,,,');
    expect(line).toContain('400 kVA promised to 1 case(s); 250 kVA of 2 case(s) given back');
  });

  it('are files that other libraries read', async () => {
    const csv = (await bytes('2026-11.csv?region=demo')).toString();
    expect(csv.startsWith('﻿类别,编号,名称')).toBe(true);
    expect(csv.trim().split('\r\n')).toHaveLength(6);
    const sheets = await readXlsxFile(await bytes('2026-11.xlsx?region=demo&language=en'));
    expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
      ['Feeders', 6],
      ['Distribution transformers', 5],
    ]);
    const geo = JSON.parse((await bytes('2026-11.geojson?region=demo')).toString()) as {
      features: { id: string; geometry: { type: string } | null; properties: Record<string, unknown> }[];
    };
    expect(geo.features.map(({ id, geometry }) => [id, geometry?.type ?? null])).toEqual([
      ['demo:2026-11.feeder.D1', 'MultiLineString'],
      ['demo:2026-11.feeder.F1', 'MultiLineString'],
      ['demo:2026-11.feeder.F9', null],
      ['demo:2026-11.distribution-transformer.T1', 'Point'],
      ['demo:2026-11.distribution-transformer.T2', 'Point'],
    ]);
    const file = await openGeopackage(await bytes('2026-11.gpkg?region=demo'));
    const layers = file.layers.map((layer) => [layer.name, [...file.features(layer)]] as const);
    file.close();
    expect(layers.map(([name, features]) => [name, features.map(({ values }) => values['id'])])).toEqual([
      ['distribution_transformers', ['T1', 'T2']],
      ['feeders', ['D1', 'F1', 'F9']],
    ]);
    expect(layers[1]![1].map(({ shape }) => shape?.type ?? null)).toEqual([
      'MultiLineString',
      'MultiLineString',
      null,
    ]);
    for (const file of frozen) expect(file.toString()).not.toMatch(new RegExp(CUSTOMER_NAMES.join('|'), 'u'));
  });

  it('tell those outside of their area, in bands, and nothing that is one customer’s', async () => {
    expectProblem(await get('/2026-11?region=demo&audience=outside'), 'invalid-request');
    const outside = await get('/2026-11?region=demo&audience=outside&bbox=110,30,116,40');
    const { items } = publicationPageAnswer.parse(outside.body);
    // D1 and T2 are customers'.
    expect(items.map(({ id }) => id)).toEqual(['F1', 'F9', 'T1']);
    for (const item of items) expect(Object.keys(item)).not.toContain('openKva');
    expect(items.find(({ id }) => id === 'T1')).toMatchObject({ openFromKva: 100, openToKva: 315 });
    const none = await get('/2026-11?region=demo&audience=outside&bbox=1,1,2,2');
    expect(publicationPageAnswer.parse(none.body).items).toEqual([]);
  });

  it('are frozen in the database as well', async () => {
    const refused = async (sql: string, why: RegExp) => expect(db.run(sql)).rejects.toThrow(why);
    await refused(`update publications set as_of = '2026-11-21'`, /append-only/u);
    await refused('delete from publications', /append-only/u);
    await refused('truncate publication_elements, publications', /append-only/u);
    await refused('update publication_elements set open_kva = 1', /append-only/u);
    await refused('delete from publication_elements', /append-only/u);
    await refused(
      `insert into publication_elements (region_id, month, kind, element_id, dedicated, of_customer, committed_kva, grade, cases)
       values ('demo', '2026-11', 'feeder', 'late', false, false, 0, 'A', '{}')`,
      /has been published/u,
    );
  });

  it('come in pages, as the whole does, of a box as well', async () => {
    const pages = async (query: string) => {
      const ids: string[] = [];
      let next: string | null = null;
      do {
        const cursor: string = next === null ? '' : `&cursor=${next}`;
        const answer = await get(`/2026-11?region=demo&pageSize=2${query}${cursor}`);
        const page = publicationPageAnswer.parse(answer.body);
        expect(page.items.length).toBeLessThanOrEqual(2);
        ids.push(...page.items.map(({ id }) => id));
        ({ next } = page);
      } while (next !== null);
      return ids;
    };
    expect(await pages('')).toEqual(['D1', 'F1', 'F9', 'T1', 'T2']);
    expect(await pages('&bbox=110,30,116,40')).toEqual(['D1', 'F1', 'F9', 'T1', 'T2']);
    const whole = publicationPageAnswer.parse((await get('/2026-11?region=demo')).body);
    const { lon, lat } = whole.items.find(({ id }) => id === 'T2')!.at!;
    expect(await pages(`&bbox=${lon},${lat},${lon},${lat}`)).toContain('T2');
    expect(await pages(`&bbox=${lon + 1e-6},${lat},${lon + 1},${lat + 1}`)).not.toContain('T2');
    expectProblem(await get('/2026-11?region=demo&cursor=7-2'), 'invalid-request');
  });

  it('of a region that the record does not have are refused by its name', async () => {
    const publisher = new Publisher({
      planner: house.pool,
      store: house.store,
      pack: { id: 'p', version: 1, disclosure: {} as never },
      now: () => clock,
      dayOf: today,
    });
    const wanted = { region: 'nope', month: '2026-12' };
    const outcome = await publisher.publish({ role: 'planner', sub: 'c', regions: '*' }, wanted);
    expect(outcome).toEqual({ outcome: 'region-not-found', allowed: ['dark', 'demo'] });
    expect(() => publishedOrRefused(outcome, wanted)).toThrow(
      expect.objectContaining({
        code: 'region-not-found',
        issues: [expect.objectContaining({ received: 'nope', allowed: ['dark', 'demo'] })],
      }) as Error,
    );
  });

  it('are of the current month or the one before, in order, and of a region of the token', async () => {
    const [early] = expectProblem(await publish('2026-09'), 'month-not-now').errors;
    expect(early).toMatchObject({ pointer: '/month', received: '2026-09', allowed: ['2026-12', '2026-11'] });
    expectProblem(await publish('2027-01'), 'month-not-now');
    expect((await publish('2026-12', 'dark')).status).toBe(201);
    const [order] = expectProblem(await publish('2026-11', 'dark'), 'month-not-now').errors;
    expect(order?.allowed).toBe('a month after 2026-12');
    expectProblem(await publish('2026-13'), 'invalid-request');
    expectProblem(await publish('2026-12', 'elsewhere'), 'region-not-found');
    expectProblem(await get('/2026-10?region=demo'), 'publication-not-found');
    expectProblem(await get('/2026-10.xlsx?region=demo'), 'publication-not-found');
    expectProblem(await get('/2026-12?region=demo', MANAGER), 'role-not-allowed');
    const list = publicationsAnswer.parse((await get('?region=demo')).body);
    expect(list.items.map(({ month }) => month)).toEqual(['2026-12', '2026-11']);
  });

  it('leave one link each in the audit', async () => {
    const operator: Caller = { role: 'operator', sub: 'o1', regions: '*' };
    const links = await house.store.cases.audit(operator, { region: 'demo', after: 0, limit: 100 });
    const entries = links.map(({ entry }) => JSON.parse(entry) as { action: string; sub: string });
    expect(entries.filter(({ action }) => action === 'publish').map(({ sub }) => sub)).toEqual(['p1', 'p1']);
    expect(await house.store.cases.verifyAudit(operator, 'demo')).toMatchObject({ broken: null });
  });

  it('are not told to those outside where the policy of their month lets them know nothing', async () => {
    await db.run(
      `insert into publications
       select region_id, '2025-01', as_of, data_version, ledger_version, data_as_of, pack,
              jsonb_set(audience, '{customers}', '"nothing"'), null, published_by, published_at
       from publications where region_id = 'demo' and month = '2026-11'`,
    );
    const outside = await get('/2025-01?region=demo&audience=outside&bbox=110,30,116,40');
    expectProblem(outside, 'not-for-outside');
  });
});
