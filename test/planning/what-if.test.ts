import { expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import type { WhatIf, WhatIfQuery } from '../../src/model/what-if.ts';
import { whatIf } from '../../src/planning/what-if/what-if.ts';
import { drawGrid, type Drawing, rowOf } from '../support/drawn-grid.ts';
import { electrical } from '../support/load-rules.ts';
import { contextOf } from '../support/open-rows.ts';

const ASKED: WhatIfQuery = {
  ...{ region: 'test', feederIds: null, season: null, asOf: '2026-11-20' },
  ...{ loads: [], switches: [], sections: [], transformers: [] },
};
const LINE = {
  id: null,
  newNode: false,
  conductorTypeId: 'MV',
  rOhmPerKm: null,
  xOhmPerKm: null,
  bUsPerKm: null,
};
const CHANGED = { ukPercent: null, pkKw: null, p0Kw: null, i0Percent: null, tapPu: null };
const UNIT = { ...CHANGED, id: null, lvKv: null };

/** Two feeders of one busbar, 400 A lines, with a tie between their ends and a switch in each. */
const PAIR: Drawing = {
  mv: ['F1: B -500- P1 -500- P2', 'F2: B -500- P3 -500- P4', 'P2 -100!- P4'],
  transformers: { T1: { at: 'P2', kva: 2000 }, T2: { at: 'P4', kva: 1000, lv: 'L1' } },
  lv: ['L1 -40- L2'],
  mains: { B: { id: 'M1', kva: 20_000 } },
  peaks: { F1: 1500, F2: 700, T1: 1500, T2: 700, M1: 2200 },
};

const rowsOf = (drawing: Drawing): RegionRows => {
  const rows = drawGrid(drawing);
  const sits = (section: string, node: string) =>
    rowOf('switches', {
      ...{ id: `${section} at ${node}`, kind: 'sectionalising', section_id: section, node_id: node },
      normally_open: false,
    });
  return {
    ...rows,
    switches: [...rows.switches, sits('P1-P2', 'P1'), sits('B-P1', 'B'), sits('P2-P4', 'P4')],
  };
};
const ask = (query: Partial<WhatIfQuery>, rows = rowsOf(PAIR)) =>
  whatIf(contextOf(rows).headroom, electrical, { ...ASKED, ...query });
const answer = (query: Partial<WhatIfQuery>, rows?: RegionRows): WhatIf => {
  const found = ask(query, rows);
  if ('ok' in found) throw new Error(JSON.stringify(found));
  return found;
};
const faults = (query: Partial<WhatIfQuery>, rows?: RegionRows): string[] => {
  const found = ask(query, rows);
  if (!('ok' in found)) throw new Error('was answered');
  return [found.code, ...found.faults.map(({ pointer, code }) => `${pointer} ${code}`)];
};
const voltage = ({ nodes }: WhatIf['before'], id: string) =>
  nodes.find(({ nodeId }) => nodeId === id)?.voltagePu;
const loading = ({ transformers }: WhatIf['before'], id: string) =>
  transformers.find(({ elementId }) => elementId === id)?.loadingPercent;
const room = ({ chains }: WhatIf['after']) =>
  Object.fromEntries(chains[0]!.rows.map((row) => [row.elementId, [row.peakKva, row.leftKva]]));

const MOVE = [
  { switchId: 'tie-P2-P4', closed: true },
  { switchId: 'P1-P2 at P1', closed: false },
];

test('moving a zone takes its load off one feeder and puts it on the other, in the ledger and in the lines', () => {
  const { before, after } = answer({ switches: MOVE, loads: [{ nodeId: 'P2', kw: 300, kvar: 0 }] });
  // T1 carries all of F1: 1500 kVA go over to F2's 700. √3·10·400 = 6928.20, 80 % usable 5542.56.
  expect(before.chains[0]!.rows.map((row) => row.elementId)).toEqual(['P1-P2', 'B-P1', 'F1', 'B', 'M1']);
  expect(room(after)).toEqual({
    'P2-P4': [1500, 3742.56],
    'P3-P4': [2200, 3042.56],
    'B-P3': [2200, 3042.56],
    F2: [2200, 3042.56],
    B: [2200, null],
    M1: [2200, 13_500],
  });
  expect(after.chains[0]).toMatchObject({ openKva: null, openKnownKva: 3042.56, unknownElementIds: ['B'] });
  const ampere = ({ sections }: WhatIf['before'], id: string) =>
    sections.find((s) => s.elementId === id)!.currentA;
  expect(ampere(before, 'B-P1')).toBeGreaterThan(80);
  expect(ampere(after, 'B-P1')).toBe(0);
  expect([ampere(before, 'P2-P4'), ampere(after, 'P1-P2')]).toEqual([0, 0]);
  expect(ampere(after, 'P2-P4')).toBeGreaterThan(80);
});

test('a loop, a second supply or a dark place is refused, naming every switch and line that does it', () => {
  expect(faults({ switches: [MOVE[0]!] })).toEqual(['invalid-request', '/switches/0/closed closed-loop']);
  expect(faults({ switches: [MOVE[1]!] })).toEqual(['invalid-request', '/switches/0/closed cut-off']);
  expect(
    faults({
      switches: [MOVE[0]!],
      sections: [{ ...LINE, fromNodeId: 'P1', toNodeId: 'P3', lengthM: 10, ampacityA: null }],
    }),
  ).toEqual(['invalid-request', '/sections/0 closed-loop', '/switches/0/closed closed-loop']);
  const ring = ask({ switches: [MOVE[0]!] });
  expect('faults' in ring ? ring.faults[0]!.allowed : null).toBe(
    'no loop and no second supply: open a switch of P2-P4, P1-P2, B-P1, P3-P4, B-P3',
  );
});

test('what is promised moves whole, later stages as well, and what there never was room for makes none', () => {
  const held = (kva: number, purpose: 'later' | null) =>
    rowOf('commitments', {
      id: `c/${purpose}`,
      origin: 'service',
      at_kind: 'node',
      at_id: 'P2',
      kva,
      purpose,
    });
  const rows = { ...rowsOf(PAIR), commitments: [held(200, null), held(4000, 'later')] };
  const load = { nodeId: 'P1', kw: 0, kvar: 0 };
  const { before, after } = answer({ switches: MOVE, loads: [{ ...load, nodeId: 'P2' }] }, rows);
  const on = ({ chains }: WhatIf['after'], id: string) =>
    chains[0]!.rows.find(({ elementId }) => elementId === id);
  // 5,542.56 kVA less a peak of 1,500 and 200: the rest is held, 157.44 of the later stage has no room.
  expect(on(before, 'F1')).toMatchObject({ committedKva: 4042.56, leftKva: 0 });
  expect(on(after, 'F2')!.committedKva).toBe(4200);
  const left = answer({ switches: MOVE, loads: [load] }, rows).after;
  expect(on(left, 'F1')).toMatchObject({ committedKva: 0, leftKva: 5542.56 });
});

test('a switch at the other end of the tie keeps it open', () => {
  const { after } = answer({ switches: [MOVE[0]!, { switchId: 'P2-P4 at P4', closed: false }] });
  expect(after.sections.find(({ elementId }) => elementId === 'P2-P4')!.currentA).toBe(0);
});

test('every id that names nothing is told at once, and so is a season nothing is known of', () => {
  expect(
    faults({
      ...{ feederIds: ['F1', 'F9'], season: 'unspecified' },
      loads: [{ nodeId: 'X', kw: 1, kvar: 0 }],
      switches: [MOVE[0]!, MOVE[0]!, { switchId: 'k', closed: true }],
      sections: [
        { ...LINE, id: 'B-P1', fromNodeId: 'P1', toNodeId: 'P3', newNode: true, lengthM: 1, ampacityA: null },
      ],
      transformers: [
        { ...CHANGED, transformerId: 'T9', ratingKva: 100 },
        { ...UNIT, nodeId: 'Y', ratingKva: 100 },
      ],
    }),
  ).toEqual([
    'invalid-request',
    '/sections/0/id not-unique',
    '/sections/0/toNodeId not-unique',
    '/loads/0/nodeId not-known',
    '/transformers/1/nodeId not-known',
    '/switches/1/switchId not-unique',
    '/switches/2/switchId not-known',
    '/transformers/0/transformerId not-known',
    '/feederIds/1 not-known',
    '/season not-known',
  ]);
});

test('a new line with a new transformer at its end feeds a new load; the chain leads through both', () => {
  const { before, after } = answer({
    sections: [{ ...LINE, fromNodeId: 'P3', toNodeId: 'Q', newNode: true, lengthM: 1000, ampacityA: null }],
    transformers: [{ ...UNIT, id: 'TQ', nodeId: 'Q', ratingKva: 400 }],
    loads: [{ nodeId: 'TQ', kw: 160, kvar: 120 }],
  });
  expect(before.chains).toEqual([]);
  expect(
    after.chains[0]!.rows.map(({ elementId, peakKva, addedKva, leftKva }) => [
      elementId,
      peakKva,
      addedKva,
      leftKva,
    ]),
  ).toEqual([
    ['TQ', 0, 200, 120],
    ['new-section-1', 0, 200, 5342.56],
    ['B-P3', 700, 200, 4642.56],
    ['F2', 700, 200, 4642.56],
    ['B', 2200, 200, null],
    ['M1', 2200, 200, 13_600],
  ]);
  expect(loading(after, 'TQ')).toBeGreaterThan(50);
  expect(voltage(after, 'TQ')).toBeLessThan(voltage(after, 'Q')!);
  expect(voltage(after, 'Q')).toBeLessThan(voltage(before, 'P3')!);
});

test('a larger transformer in the place of another is loaded less, drops less and has more room', () => {
  const rows = rowsOf(PAIR);
  const load = [{ nodeId: 'L2', kw: 30, kvar: 0 }];
  const { before, after } = answer(
    { loads: load, transformers: [{ ...CHANGED, transformerId: 'T2', ratingKva: 2000 }] },
    rows,
  );
  expect(loading(before, 'T2')! / loading(after, 'T2')!).toBeGreaterThan(1.8);
  expect(voltage(after, 'L1')).toBeGreaterThan(voltage(before, 'L1')!);
  expect(
    room(after)['T2']![1]! - before.chains[0]!.rows.find((row) => row.elementId === 'T2')!.leftKva!,
  ).toBe(800 - 30);
});

test('only feeders asked for are told of, with what stands above them; without any, those that are touched', () => {
  const lines = (query: Partial<WhatIfQuery>) =>
    answer(query).before.sections.map(({ elementId }) => elementId);
  expect(lines({ feederIds: ['F2'] })).toEqual(['B-P3', 'P3-P4', 'L1-L2', 'P2-P4']);
  expect(lines({ loads: [{ nodeId: 'P1', kw: 1, kvar: 0 }] })).toEqual(['B-P1', 'P1-P2', 'P2-P4']);
  expect(lines({})).toHaveLength(6);
});

test('generation counts where no meter has seen it: behind a metered head it is in the peak already', () => {
  const unit = rowOf('generators', { id: 'g', at_kind: 'node', at_id: 'P2', output_kw: 500 });
  const rows = rowsOf(PAIR);
  const plain = answer({}, rows).before;
  expect(answer({}, { ...rows, generators: [unit] }).before).toEqual(plain);
  const unmetered = { ...rows, peaks: rows.peaks.filter((row) => row.element_id !== 'F1') };
  expect(voltage(answer({}, { ...unmetered, generators: [unit] }).before, 'P2')).toBeGreaterThan(
    voltage(answer({}, unmetered).before, 'P2')!,
  );
});

test('what a meshed feeder or an unknown impedance hides is named, never solved', () => {
  const looped = rowsOf({ ...PAIR, mv: [...PAIR.mv, 'F1: P1 -50- P9', 'F1: P9 -50- P2'] });
  const { before, because } = answer({}, looped);
  expect(before.nodes.map(({ nodeId }) => nodeId)).toEqual(['B', 'P3', 'P4', 'L1', 'L2']);
  expect(because.map(({ key }) => key)).toEqual([
    'busbar-voltage-by-default',
    'power-factor-by-default',
    'not-gone-through',
  ]);
  expect(faults({ loads: [{ nodeId: 'P2', kw: 1, kvar: 0 }] }, looped)).toEqual([
    'invalid-request',
    '/loads/0/nodeId not-solvable',
  ]);
});

test('a load that no line can carry is told as such, with the place where the load flow breaks down', () => {
  expect(faults({ loads: [{ nodeId: 'P2', kw: 900_000, kvar: 0 }] })).toEqual([
    'load-flow-collapses',
    '/loads out-of-range',
  ]);
});
