import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WhatIfAnswer } from '../../../src/contract/what-if.ts';
import { inDatum } from '../../../src/model/datum.ts';
import { examine } from '../../../src/ingest/doctor/examine.ts';
import { importFiles } from '../../../src/ingest/import-files.ts';
import type { RegionRows, Row } from '../../../src/model/record.ts';
import type { Store } from '../../../src/model/store.ts';
import type { WhatIfQuery } from '../../../src/model/what-if.ts';
import { loadData } from '../../../src/worker/load-data.ts';
import { Pool } from '../../../src/worker/pool.ts';
import { openTestStore } from '../../support/database.ts';
import { limits } from '../../support/doctor-limits.ts';
import { findingsOf, snapshotOf } from '../../support/open-rows.ts';
import { hasSharedData, readShared, SHARED_DATA } from '../../support/shared-data.ts';
import { folderOf } from '../../support/temp-folder.ts';

const BASE_CASE: WhatIfQuery = {
  ...{ region: 'test', feederIds: null, season: null, asOf: '2026-11-20' },
  ...{ loads: [], switches: [], sections: [], transformers: [] },
};
const FOLDER = 'simbench-hvmv-cgmes/xml';

/** Blocks of one class in a profile, by plain patterns. */
const blocks = (profile: string, type: string): string[] =>
  readShared(`${FOLDER}/_${profile}.xml`).match(
    new RegExp(`<cim:${type} rdf:(?:ID|about)=[^]*?</cim:${type}>`, 'gu'),
  ) ?? [];

const part = (block: string, pattern: RegExp): string => pattern.exec(block)?.[1] ?? '';
const idOf = (block: string): string => part(block, /rdf:(?:ID|about)="#?_([^"]*)"/u);
const value = (block: string, name: string): string => part(block, new RegExp(`${name}>([^<]*)<`, 'u'));
const link = (block: string, name: string): string =>
  part(block, new RegExp(`${name} rdf:resource="#_([^"]*)"`, 'u'));

/** What the files hold, counted without any part of the reader. */
const counted = () => {
  const kvOfBase = new Map(
    blocks('eq', 'BaseVoltage').map((b) => [idOf(b), Number(value(b, 'nominalVoltage'))]),
  );
  const kvOfLevel = new Map(
    blocks('eq', 'VoltageLevel').map((b) => [idOf(b), kvOfBase.get(link(b, 'VoltageLevel.BaseVoltage'))!]),
  );
  const kvOfNode = new Map(
    blocks('eq', 'ConnectivityNode').map((b) => [
      idOf(b),
      kvOfLevel.get(link(b, 'ConnectivityNodeContainer'))!,
    ]),
  );
  const nodesOf = new Map<string, string[]>();
  for (const b of blocks('eq', 'Terminal')) {
    const equipment = link(b, 'ConductingEquipment');
    nodesOf.set(equipment, [...(nodesOf.get(equipment) ?? []), link(b, 'Terminal.ConnectivityNode')]);
  }
  const kvOf = (equipment: string): number => kvOfNode.get(nodesOf.get(equipment)![0]!)!;
  const mv = (type: string): string[] => blocks('eq', type).filter((b) => kvOf(idOf(b)) === 20);
  const power = (type: string, property: string): number => {
    const ids = new Set(mv(type).map(idOf));
    return blocks('ssh', type)
      .filter((b) => ids.has(idOf(b)))
      .reduce((sum, b) => sum + 1000 * Number(value(b, property)), 0);
  };
  return { kvOfNode, nodesOf, mv, power };
};

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, each) => total + each!, 0);

/**
 * The record cannot say which of two transformers in parallel feeds a busbar, and holds it at nominal voltage then. Two
 * of the same figures are, for the voltages, one of twice the rating and losses.
 */
const asOne = (rows: RegionRows): RegionRows => {
  const [one, other] = rows.main_transformers;
  const figures = ({
    rating_kva,
    hv_kv,
    lv_kv,
    uk_percent,
    pk_kw,
    p0_kw,
    tap_pu,
  }: Row<'main_transformers'>) => [...[rating_kva, hv_kv, lv_kv, uk_percent, pk_kw, p0_kw, tap_pu]];
  expect(figures(one!)).toEqual(figures(other!));
  const both = { rating_kva: 2 * one!.rating_kva!, pk_kw: 2 * one!.pk_kw!, p0_kw: 2 * one!.p0_kw! };
  return {
    ...rows,
    main_transformers: [{ ...one!, ...both }],
    busbar_sections: rows.busbar_sections.map((row) => ({ ...row, main_transformer_id: one!.id })),
  };
};

describe.skipIf(!hasSharedData)('the SimBench model in CGMES', () => {
  let store: Store;
  let rows: RegionRows;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());
  const load = (folder: string, region: string, crs?: string) =>
    importFiles({ store, format: 'cim', paths: [folder], region, crs, quarantine: false });

  /** A copy of the folder with its geographical profile changed. */
  const changed = (change: (gl: string) => string) =>
    folderOf(
      Object.fromEntries(
        readdirSync(SHARED_DATA + FOLDER).map((name) => {
          const text = readFileSync(`${SHARED_DATA}${FOLDER}/${name}`, 'utf8');
          return [name, name === '_gl.xml' ? change(text) : text];
        }),
      ),
    );
  /** The profile with every position moved. */
  const moved = (gl: string, move: (x: number, y: number) => readonly [number, number]): string =>
    gl.replaceAll(
      /xPosition>([^<]*)<(\/cim:PositionPoint.xPosition>\s*<cim:PositionPoint.)yPosition>([^<]*)</gu,
      (_, x: string, between: string, y: string) => {
        const [newX, newY] = move(Number(x), Number(y));
        return `xPosition>${newX}<${between}yPosition>${newY}<`;
      },
    );

  test('arrives whole, and the same again changes nothing', async () => {
    const report = await load(SHARED_DATA + FOLDER, 'r');
    expect(report).toMatchObject({ outcome: 'imported', defects: [] });
    rows = (await store.readRegion('r'))!.rows;
    const { kvOfNode, mv, power } = counted();
    console.info(
      report.leftOut,
      Object.entries(rows)
        .map(([t, r]) => `${t} ${r.length}`)
        .join(' '),
    );
    const inBusbars = report.leftOut['bus that is part of a busbar'] ?? 0;
    expect(rows.nodes.length + inBusbars).toBe([...kvOfNode.values()].filter((kv) => kv === 20).length);
    const switches = mv('Breaker').length + mv('LoadBreakSwitch').length;
    expect(rows.switches.length + (report.leftOut['switch within a busbar'] ?? 0)).toBe(switches);
    expect(rows.sections).toHaveLength(mv('ACLineSegment').length + rows.switches.length);
    expect(rows.customers).toHaveLength(mv('EnergyConsumer').length);
    expect(rows.generators).toHaveLength(mv('EnergySource').length);
    expect(sum(rows.customers.map((row) => row.load_kw))).toBeCloseTo(
      power('EnergyConsumer', 'EnergyConsumer.p'),
      6,
    );
    expect(sum(rows.generators.map((row) => row.output_kw))).toBeCloseTo(
      -power('EnergySource', 'activePower'),
      6,
    );
    const open = blocks('ssh', 'LoadBreakSwitch').concat(blocks('ssh', 'Breaker')).filter((b) => value(b, 'Switch.open') === 'true'); // prettier-ignore
    const ids = new Set(rows.switches.map(({ id }) => id));
    expect(rows.switches.filter((row) => row.normally_open).map(({ id }) => id).sort()).toEqual(open.map(idOf).filter((id) => ids.has(id)).sort()); // prettier-ignore
    expect(rows.main_transformers).toHaveLength(2);
    expect(findingsOf(rows).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(await load(SHARED_DATA + FOLDER, 'r')).toMatchObject({ outcome: 'unchanged' });
  });

  test('voltages agree with those solved by whoever made the model', async () => {
    const pool = new Pool({ ...loadData('data'), threads: 1, maxQueue: 10, deadlineMs: 60_000 });
    await pool.show(snapshotOf(asOne(rows)));
    const answer = await pool.whatIf(BASE_CASE, 'planner');
    await pool.close();
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    const { before } = JSON.parse(answer.body) as WhatIfAnswer;
    const solved = new Map(
      blocks('sv', 'SvVoltage').map((b) => [link(b, 'TopologicalNode'), Number(value(b, 'SvVoltage.v'))]),
    );
    const island = new Map(
      blocks('tp', 'ConnectivityNode').map((b) => [idOf(b), link(b, 'ConnectivityNode.TopologicalNode')]),
    );
    const apart = before.nodes.map(({ nodeId, voltagePu }) =>
      Math.abs(voltagePu - solved.get(island.get(nodeId)!)! / 20),
    );
    console.info(`largest difference ${Math.max(...apart).toExponential(1)} pu at ${apart.length} nodes`);
    expect(apart.length).toBe(rows.nodes.length);
    expect(Math.max(...apart)).toBeLessThan(1e-4);
  });

  test('planar positions are refused until their system is given', async () => {
    // Gauss–Krüger zone 4 as a plain plane: metres east of 7.5°… the figures only have to be no degrees.
    const planar = (gl: string) =>
      moved(gl, (lon, lat) => [500_000 + (lon - 12) * 65_000, (lat - 53) * 111_300 + 5_875_000]).replace(
        /<cim:CoordinateSystem.crsUrn>[^<]*<\/cim:CoordinateSystem.crsUrn>/u,
        '',
      );
    const folder = await changed(planar);
    await expect(load(folder, 'planar')).rejects.toThrow(/names no reference system.*--crs EPSG:n/u);
    await expect(load(folder, 'planar', 'EPSG:999999')).rejects.toThrow(/no reference system "EPSG:999999"/u);
    expect(await store.readRegion('planar')).toBeNull();
    expect(await load(folder, 'planar', 'EPSG:32633')).toMatchObject({ outcome: 'imported', defects: [] });
    const { rows: placed } = (await store.readRegion('planar'))!;
    // Zone 33 has its central meridian at 15°.
    expect(placed.nodes.every(({ lon_deg, lat_deg }) => lon_deg > 14.5 && lon_deg < 15.5 && lat_deg > 52 && lat_deg < 55)).toBe(true); // prettier-ignore
  });

  test('the doctor names swapped axes and a shifted datum on copies that have them', async () => {
    const codesOf = async (region: string, gl: (text: string) => string) => {
      expect(await load(await changed(gl), region)).toMatchObject({ outcome: 'imported' });
      return examine((await store.readRegion(region))!.rows, limits).map(({ code }) => code);
    };
    const IN_CHINA = [101, -20] as const;
    const toChina = (gl: string) => moved(gl, (x, y) => [x + IN_CHINA[0], y + IN_CHINA[1]]);
    let count = 0;
    // One position in five: were it all of them, only lengths could tell, and the plan is drawn far too small for them.
    const swapped = (gl: string) => moved(gl, (x, y) => (count++ % 5 === 0 ? [y, x] : [x, y]));
    const lines = new Set(blocks('eq', 'ACLineSegment').map(idOf));
    const locations = new Set(
      blocks('gl', 'Location')
        .filter((b) => lines.has(link(b, 'PowerSystemResources')))
        .map(idOf),
    );
    const shifted = (gl: string) =>
      toChina(gl).replaceAll(/<cim:PositionPoint rdf:ID[^]*?<\/cim:PositionPoint>/gu, (point) =>
        locations.has(link(point, 'PositionPoint.Location'))
          ? moved(point, (lon, lat) => {
              const place = inDatum({ lon, lat }, 'WGS84', 'GCJ02');
              return [place.lon, place.lat];
            })
          : point,
      );
    const healthy = await codesOf('as-it-is', toChina);
    expect(healthy).not.toContain('wrong-datum');
    expect(healthy).not.toContain('swapped-axes');
    expect(await codesOf('shifted', shifted)).toContain('wrong-datum');
    expect(await codesOf('swapped', swapped)).toContain('swapped-axes');
  });
});
