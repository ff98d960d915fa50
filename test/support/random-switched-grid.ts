import type { RegionRows, Row } from '../../src/model/record.ts';
import { rowOf } from './drawn-grid.ts';
import { randomGrid, seeded } from './random-grid.ts';

type Draft = { -readonly [T in keyof RegionRows]: RegionRows[T][number][] };

/**
 * A small grid to switch on: three busbars on two or three main transformers, three or four feeders, at most 12 nodes with
 * the busbars, up to 4 ties (some to a busbar, some back to their own feeder), switches at near, far or both ends, some
 * figures unknown, limits that bind often.
 */
export function randomSwitchedGrid(seed: number): RegionRows {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const whole = (low: number, high: number): number => Math.round(low + random() * (high - low));
  const rows = Object.fromEntries(
    Object.keys(randomGrid(1, 4)).map((table) => [table, []]),
  ) as unknown as Draft;
  const at = { lon_deg: 113.2, lat_deg: 33.97 };
  const peak = (element_kind: Row<'peaks'>['element_kind'], element_id: string, kva: number): void => {
    for (const season of ['summer', 'winter'] as const)
      if (random() < 0.9)
        rows.peaks.push(
          rowOf('peaks', {
            ...{ element_kind, element_id, season, measured_on: '2026-07-20', quality: 'measured' },
            peak_kva: whole(0.4 * kva, kva),
          }),
        );
  };
  rows.substations.push(rowOf('substations', { id: 'SUB', kv: 110, ...at }));
  for (const [id, ampacity_a] of [
    ['thick', 400],
    ['thin', 120],
    ['nil', 0],
  ] as const)
    // prettier-ignore
    rows.conductor_types.push(
      rowOf('conductor_types', { id, laying: 'cable', r_ohm_per_km: 0.1, x_ohm_per_km: 0.1, ampacity_a }),
    );
  const conductor = (): string => (random() < 0.03 ? 'nil' : random() < 0.75 ? 'thick' : 'thin');
  const mains = random() < 0.5 ? ['M1', 'M2'] : ['M1', 'M2', 'M3'];
  for (const id of mains) {
    const rating_kva = random() < 0.9 ? pick([6300, 12_000, 25_000]) : null;
    rows.main_transformers.push(rowOf('main_transformers', { id, substation_id: 'SUB', rating_kva }));
    if (random() < 0.8) peak('main-transformer', id, 5500);
  }
  const busbars = ['B1', 'B2', 'B3'];
  busbars.forEach((id, i) => {
    rows.nodes.push(rowOf('nodes', { id, kind: 'busbar', kv: 10, ...at }));
    rows.busbar_sections.push(
      rowOf('busbar_sections', {
        ...{ id: `${id}-bar`, substation_id: 'SUB', node_id: id },
        ...{ main_transformer_id: mains[i % mains.length]!, rating_a: random() < 0.9 ? 1250 : null },
      }),
    );
  });
  const places: string[] = [];
  const feeders = random() < 0.5 ? 3 : 4;
  for (let f = 0; f < feeders; f++) {
    const [feeder, busbar] = [`F${f}`, busbars[f % 3]!];
    rows.feeders.push(
      rowOf('feeders', {
        id: feeder,
        kind: 'public',
        busbar_id: `${busbar}-bar`,
        outlet_limit_a: pick([160, 220, 300, 400]),
      }),
    );
    if (random() < 0.9) peak('feeder', feeder, pick([1200, 2200, 3600]));
    if (random() < 0.3)
      rows.bays.push(
        rowOf('bays', {
          id: `${feeder}-bay`,
          node_id: busbar,
          status: 'used',
          feeder_id: feeder,
          rating_a: 630,
        }),
      );
    const tree = [busbar];
    const size = feeders === 3 ? 3 : 2 + (f === 0 ? 1 : 0);
    for (let n = 0; n < size; n++) {
      const [id, section] = [`${feeder}-N${n}`, `${feeder}-N${n}-s`];
      const above = random() < 0.7 ? tree.at(-1)! : pick(tree);
      rows.nodes.push(rowOf('nodes', { id, kind: 'pole', kv: 10, ...at }));
      const [from_node_id, to_node_id] = random() < 0.5 ? [above, id] : [id, above];
      const ends = { from_node_id, to_node_id, feeder_id: feeder };
      rows.sections.push(
        rowOf('sections', { id: section, ...ends, conductor_type_id: conductor(), length_m: 500 }),
      );
      const kind = random();
      const sits = kind < 0.5 ? [above] : kind < 0.65 ? [id] : kind < 0.7 ? [above, id] : [];
      for (const node_id of sits)
        rows.switches.push(
          rowOf('switches', {
            ...{ id: `${section}-at-${node_id}`, kind: 'sectionalising', section_id: section },
            ...{ node_id, normally_open: false },
          }),
        );
      tree.push(id);
      places.push(id);
      if (random() < 0.15) peak('section', section, 1500);
      for (let t = 0; t < random() * 2.2; t++) {
        rows.distribution_transformers.push(
          rowOf('distribution_transformers', {
            ...{ id: `${id}-T${t}`, node_id: id, ownership: 'public', ...at },
            rating_kva: random() < 0.97 ? pick([315, 630, 1250]) : null,
          }),
        );
        if (random() < 0.7) peak('distribution-transformer', `${id}-T${t}`, 700);
      }
      if (random() < 0.25)
        rows.commitments.push(
          rowOf('commitments', {
            id: `C-${id}`,
            origin: 'books',
            at_kind: 'node',
            at_id: id,
            kva: whole(50, 900),
          }),
        );
    }
  }
  for (let t = 0; t < 4; t++) {
    // Most ties lead from the first feeder to another, so that its load can be shared out.
    const from_node_id = pick(random() < 0.6 ? places.slice(0, 3) : places);
    const to_node_id = random() < 0.12 ? pick(busbars) : pick(random() < 0.6 ? places.slice(3) : places);
    if (from_node_id === to_node_id) continue;
    const id = `tie${t}`;
    rows.sections.push(
      rowOf('sections', { id, from_node_id, to_node_id, conductor_type_id: conductor(), length_m: 80 }),
    );
    for (const node_id of random() < 0.8 ? [from_node_id] : [from_node_id, to_node_id])
      rows.switches.push(
        rowOf('switches', {
          id: `${id}-at-${node_id}`,
          kind: 'tie',
          section_id: id,
          node_id,
          normally_open: true,
        }),
      );
  }
  return rows;
}
