import type { RegionRows } from '../../src/model/record.ts';
import { drawGrid, placeAt, rowOf } from './drawn-grid.ts';

/** Names of customers: they must be nowhere but in casework. */
export const CUSTOMER_NAMES = ['王氏纺织', '李记冷库'] as const;
const [WANG, LI] = CUSTOMER_NAMES;

const [a, b, c] = [placeAt([0, 50]), placeAt([900, 50]), placeAt([900, 400])];

/**
 * A substation with a public and a dedicated feeder, a tie that is open, a section with a path, a transformer of each
 * owner, a road and an area; and a feeder that has no section, so no place.
 */
export const GIS_GRID: RegionRows = (() => {
  const drawn = drawGrid({
    mv: ['F1: B -300- P1 -300- P2 -200- R1', 'D1: B -300- P3', 'F1: R1 -150!- P9'],
    transformers: {
      T1: { at: 'P2', kva: 315, lv: 'L1' },
      T2: { at: 'R1', kva: 0, ownership: 'customer' },
    },
    lv: ['L1 -40- L2'],
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 2000, D1: 500, M1: 4000, T1: 150 },
    spare: { R1: 1 },
  });
  const bent = [placeAt([0, 0]), placeAt([150, 120]), placeAt([300, 0])];
  return {
    ...drawn,
    busbar_sections: drawn.busbar_sections.map((row) => ({ ...row, rating_a: 3000 })),
    feeders: [
      ...drawn.feeders.map((row) =>
        row.id === 'D1' ? { ...row, kind: 'dedicated' as const, name: `${WANG}专线` } : row,
      ),
      rowOf('feeders', { id: 'F9', kind: 'public', busbar_id: 'B', name: '新线' }),
    ],
    sections: drawn.sections.map((row) =>
      row.id === 'B-P1' ? { ...row, path_wkt: bent.flatMap(({ lon, lat }) => [lon, lat]) } : row,
    ),
    nodes: drawn.nodes.map((row) => {
      const name = { R1: `${LI}环网柜`, P3: `${WANG}终端`, P2: '二号杆' }[row.id] ?? null;
      return { ...row, name };
    }),
    distribution_transformers: drawn.distribution_transformers.map((row) =>
      row.id === 'T2' ? { ...row, name: `${LI}专变` } : { ...row, name: '建设路台区' },
    ),
    roads: [
      rowOf('roads', {
        ...{ id: 'r1', name: '建设路', class: 'primary', surface: 'asphalt', bridge: false, tunnel: false },
        path_wkt: [a.lon, a.lat, b.lon, b.lat],
      }),
      rowOf('roads', {
        ...{ id: 'r2', class: 'track', surface: 'soil', bridge: true, tunnel: false },
        path_wkt: [b.lon, b.lat, c.lon, c.lat],
      }),
    ],
    areas: [
      rowOf('areas', {
        ...{ id: 'a1', name: '开发区', kind: 'provincial-park' },
        polygon_wkt: [[a.lon, a.lat, b.lon, b.lat, c.lon, c.lat, a.lon, a.lat]],
      }),
    ],
  };
})();
