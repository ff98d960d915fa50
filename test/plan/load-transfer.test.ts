import { expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { type Drawing, drawGrid, placeAt, rowOf } from '../support/drawn-grid.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { contextOf, requestFor, switchingContextOf } from '../support/open-rows.ts';
import { replaySwitching } from '../support/replay-switching.ts';

//  B1 ──500── P1 ──300── P2 ╌50╌ P3 ──500── B2     F1 is full, F2 is not; a switch at P1 lets P2 move to F2
const FULL: Drawing = {
  mv: ['F1: B1 -500- P1 -300- P2', 'F2: B2 -500- P3', 'P2 -50!- P3'],
  transformers: { T1: { at: 'P1', kva: 5000 }, T2: { at: 'P2', kva: 5000 } },
  mains: { B1: { id: 'M1', kva: 20_000 }, B2: { id: 'M2', kva: 20_000 } },
  peaks: { F1: 5000, F2: 1000, M1: 5000, M2: 1000 },
  at: { B1: [0, 0], B2: [3000, 0], P3: [2500, 0] },
};

/** One season, busbars of 2000 A, a closed switch on P1-P2 at P1. */
function draw(change: Partial<Drawing> = {}): RegionRows {
  const rows = drawGrid({ ...FULL, ...change });
  const at = { id: 'P1-P2 at P1', section_id: 'P1-P2', node_id: 'P1', normally_open: false };
  return {
    ...rows,
    switches: [...rows.switches, rowOf('switches', { ...at, kind: 'sectionalising' })],
    peaks: rows.peaks.map((row) => ({ ...row, season: 'unspecified' as const })),
    busbar_sections: rows.busbar_sections.map((row) => ({ ...row, rating_a: 2000 })),
  };
}

const ask = (rows: RegionRows, capacityKva: number, metres: [number, number] = [500, 60]) => {
  const answer = recommend(
    switchingContextOf(rows),
    requestFor({ site: placeAt(metres), demand: { capacityKva }, radiusM: 300 }),
  );
  expectLawful(answer.plans);
  return answer;
};
const transferOf = ({ plans }: ReturnType<typeof ask>) => plans.find(({ kind }) => kind === 'load-transfer');

test('a full feeder is helped: switch first, then connect, with the chain as it is afterwards', () => {
  const answer = ask(draw(), 1000);
  expect(answer.rejected.find(({ nodeId }) => nodeId === 'P1')).toMatchObject({
    code: 'no-room',
    actual: 542.56,
  });
  const plan = transferOf(answer)!;
  expect(plan.transfer).toEqual({
    steps: [
      { action: 'open', switchId: 'P1-P2 at P1' },
      { action: 'close', switchId: 'tie-P2-P3' },
    ],
    moves: [
      { onto: { kind: 'section', elementId: 'B2-P3' }, movedKva: 2500, withCustomer: false, known: true },
    ],
    opens: [{ kind: 'section', elementId: 'P1-P2' }],
    leaves: null,
  });
  const [source] = plan.sources;
  expect(source).toMatchObject({ nodeId: 'P1', feederId: 'F1', busId: 'B1' });
  // Half of the feeder's 5000 kVA leaves with T2.
  expect(source!.chain.rows).toMatchObject([
    { elementId: 'B1-P1', peakKva: 2500, addedKva: 1000, leftKva: 2042.56, quality: 'estimated' },
    { elementId: 'F1', peakKva: 2500, addedKva: 1000, leftKva: 2042.56 },
    { elementId: 'B1', peakKva: 2500, addedKva: 1000 },
    { elementId: 'M1', peakKva: 2500, addedKva: 1000, leftKva: 12_500 },
  ]);
  expect(source!.electrical?.minVoltagePu).toBeLessThan(1);
  expect(plan.because).toEqual(
    expect.arrayContaining([
      {
        key: 'relieved-by-transfer',
        values: { elementId: 'F1', leftBeforeKva: 542.56, leftAfterKva: 2042.56 },
        rule: null,
      },
      {
        key: 'load-taken-over',
        values: { elementId: 'F2', over: 'P2-P3', movedKva: 2500, leftKva: 2042.56 },
        rule: null,
      },
      { key: 'interrupted-while-switching', values: {}, rule: null },
    ]),
  );
  expect(plan.security).toEqual({ nMinusOne: null, transferVia: [], backedBy: [] });
});

test('the steps never close a ring and leave everybody fed', () => {
  const rows = draw();
  const played = replaySwitching(rows, transferOf(ask(rows, 1000))!.transfer!.steps);
  for (const { loop } of played) expect(loop).toBe(false);
  expect(played.at(-1)!.fed).toEqual(played[0]!.fed);
});

test('its bill is that of the connection alone: switching costs no copper', () => {
  const plan = transferOf(ask(draw(), 1000))!;
  const roomy = ask(draw({ peaks: { ...FULL.peaks, F1: 2500 } }), 1000).plans;
  const plain = roomy.find(({ kind }) => kind === 'mv-tee')!;
  expect(plan.bill).toEqual(plain.bill);
  expect(plain.transfer).toBeNull();
  expect(roomy.some(({ kind }) => kind === 'load-transfer')).toBe(false);
});

test('the customer may move with its zone: the chain is then that of the other feeder, over the tie', () => {
  const plan = transferOf(ask(draw({ peaks: { ...FULL.peaks, F1: 5500 } }), 1000, [800, 60]))!;
  const [source] = plan.sources;
  expect(source).toMatchObject({ nodeId: 'P2', feederId: 'F2', busId: 'B2' });
  expect(source!.chain.rows.map(({ elementId }) => elementId)).toEqual(['P2-P3', 'B2-P3', 'F2', 'B2', 'M2']);
  expect(source!.chain.rows[0]).toMatchObject({ kind: 'section', peakKva: 2750, addedKva: 1000 });
  expect(plan.because.map(({ key }) => key)).toContain('fed-another-way');
});

test('where nothing takes the load, the source stays rejected and says that switching does not help', () => {
  const { plans, rejected } = ask(draw({ peaks: { ...FULL.peaks, F2: 3200 } }), 1000);
  expect(plans.some(({ kind }) => kind === 'load-transfer')).toBe(false);
  expect(rejected.filter(({ kind }) => kind === 'load-transfer').map(({ code }) => code)).toEqual([
    'no-switching-helps',
  ]);
});

test('an impedance that is not known on the way of what moves is said, and the plan is graded D', () => {
  const rows = draw();
  const sections = rows.sections.map((s) =>
    s.id === 'P2-P3' ? { ...s, conductor_type_id: 'none', limit_a: 400 } : s,
  );
  const plan = transferOf(ask({ ...rows, sections }, 1000))!;
  expect(plan.because).toContainEqual({
    key: 'transfer-not-vouched',
    values: { elementId: 'F2', over: 'P2-P3', movedKva: 2500, leftKva: 2042.56 },
    rule: null,
  });
  expect(plan.grade).toBe('D');
});

test('without switching in the context nothing is switched', () => {
  const { plans } = recommend(
    contextOf(draw()),
    requestFor({ site: placeAt([500, 60]), demand: { capacityKva: 1000 }, radiusM: 300 }),
  );
  expect(plans.some(({ kind }) => kind === 'load-transfer')).toBe(false);
});

test('a plan says what it survives, over which tie, and what of the substation', () => {
  const rows = draw({ peaks: { F1: 2000, F2: 1000, M1: 2000, M2: 1000 } });
  const plan = ask(rows, 630).plans.find(({ kind }) => kind === 'mv-tee')!;
  expect(plan.security).toMatchObject({ nMinusOne: true, transferVia: ['tie-P2-P3'] });
  expect(plan.security.backedBy).toEqual([{ kind: 'section', elementId: 'B2-P3' }]);
  expect(plan.because).toContainEqual({
    key: 'substation-n-minus-one',
    values: {
      ...{ substationId: 'SUB', mainTransformers: 2, remainingKva: 20_000 },
      ...{ transferableKva: null, limitKva: 20_000, leftKva: 17_000 },
    },
    rule: 'NAT-N-1',
  });
  const alone = ask({ ...rows, switches: rows.switches.filter(({ kind }) => kind !== 'tie') }, 630);
  expect(alone.plans.every(({ security }) => security.nMinusOne !== true)).toBe(true);
});

test('two transfers that lean on one margin: what the first leaves is told, and what is committed there is gone', () => {
  // F1 and F4 are both full; both can only move onto F2.
  const two: Partial<Drawing> = {
    mv: [...FULL.mv, 'F4: B1 -900- P5 -300- P6', 'P6 -50!- P3'],
    transformers: { ...FULL.transformers, T5: { at: 'P5', kva: 5000 }, T6: { at: 'P6', kva: 5000 } },
    peaks: { F1: 5000, F2: 1000, F4: 5000, M1: 10_000, M2: 1000 },
    at: { ...FULL.at, P5: [500, 100] },
  };
  const at = { id: 'P5-P6 at P5', section_id: 'P5-P6', node_id: 'P5', normally_open: false } as const;
  const open = rowOf('switches', { ...at, kind: 'sectionalising' });
  const plansOf = (change: Partial<Drawing>) => {
    const rows = draw({ ...two, ...change });
    return ask({ ...rows, switches: [...rows.switches, open] }, 1000).plans;
  };
  const transfers = plansOf({}).filter(({ kind }) => kind === 'load-transfer');
  expect(transfers.map(({ sources }) => sources[0]!.feederId).sort()).toEqual(['F1', 'F4']);
  const left = transfers.map(
    ({ because }) => because.find(({ key }) => key === 'load-taken-over')?.values['leftKva'],
  );
  // Each alone leaves 2042.56 kVA, less than the other would bring: both together do not fit.
  expect(left).toEqual([2042.56, 2042.56]);
  const later = plansOf({ committed: { P3: 2500 } });
  expect(later.some(({ kind }) => kind === 'load-transfer')).toBe(false);
});
