import { describe, expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import { type Drawing, drawGrid, rowOf } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';
import { switchingContextOf } from '../support/open-rows.ts';

// Every outlet and section: 400 A at 10 kV, 80 % of it: 5542.56 kVA. Every section: 0.2 + 0.35j Ω/km.
const PAIR: Drawing = {
  mv: ['F1: B1 -500- P1', 'F2: B2 -500- P2', 'P1 -50!- P2'],
  transformers: { T1: { at: 'P1', kva: 5000 }, T2: { at: 'P2', kva: 5000 } },
  mains: { B1: { id: 'M1', kva: 20_000 }, B2: { id: 'M2', kva: 20_000 } },
  peaks: { F1: 2000, F2: 3000, M1: 2000, M2: 3000 },
};

/** One season, busbars of 2000 A, and closed switches, each written `section at node`. */
function draw(drawing: Drawing, switches: readonly string[] = []): RegionRows {
  const rows = drawGrid(drawing);
  const closed = switches.map((text) => {
    const [section_id, node_id] = text.split(' at ') as [string, string];
    return rowOf('switches', { id: text, kind: 'sectionalising', section_id, node_id, normally_open: false });
  });
  return {
    ...rows,
    switches: [...rows.switches, ...closed],
    peaks: rows.peaks.map((row) => ({ ...row, season: 'unspecified' as const })),
    busbar_sections: rows.busbar_sections.map((row) => ({ ...row, rating_a: 2000 })),
  };
}

const GOVERN = {
  ...pack,
  capacity: { ...pack.capacity, nMinusOne: { ...pack.capacity.nMinusOne, mode: 'govern' as const } },
};

function open(rows: RegionRows, under = pack) {
  const { headroom, switching } = switchingContextOf(rows, under);
  const { snapshot } = headroom;
  const elementOf = (id: string): number => snapshot.elementOf(snapshot.findSources(id)[0] ?? -1);
  const chain = (id: string) => new ChainLedger(headroom, '2026-11-20').read(elementOf(id));
  const survival = (id: string, kva: number) => switching.survival(elementOf(id), kva * 100);
  return { headroom, switching, elementOf, chain, survival };
}

describe('what a supply survives', () => {
  test('a neighbour with room takes the feeder over: 542.56 kVA more are carried, and not one hundredth more', () => {
    const { survival } = open(draw(PAIR));
    expect(survival('P1', 542.56)).toMatchObject({ nMinusOne: true, transferVia: ['tie-P1-P2'] });
    expect(survival('P1', 542.57)).toMatchObject({
      nMinusOne: false,
      transferVia: [],
      decidedBy: { kind: 'outlet', elementId: 'F1', roomKva: 542.56 },
    });
  });

  test('a feeder without a tie survives nothing; the line of one customer takes nobody over', () => {
    const alone = { ...PAIR, mv: PAIR.mv.slice(0, 2) };
    expect(open(draw(alone)).survival('P1', 0)).toMatchObject({
      nMinusOne: false,
      decidedBy: { kind: 'outlet', roomKva: 0 },
    });
    const rows = draw(PAIR);
    const dedicated = rows.feeders.map((f) => (f.id === 'F2' ? { ...f, kind: 'dedicated' as const } : f));
    expect(open({ ...rows, feeders: dedicated }).survival('P1', 0)).toMatchObject({ nMinusOne: false });
  });

  test('a tie or line of unknown impedance is not vouched for, and neither is a receiver of unknown rating', () => {
    const rows = draw(PAIR);
    const nameless = rows.sections.map((s) => (s.id === 'P1-P2' ? { ...s, conductor_type_id: 'none' } : s));
    const sections = nameless.map((s) => (s.id === 'P1-P2' ? { ...s, limit_a: 400 } : s));
    expect(open({ ...rows, sections }).survival('P1', 0)).toMatchObject({
      nMinusOne: null,
      decidedBy: { kind: 'outlet', elementId: 'F1', roomKva: null },
    });
    const unrated = rows.feeders.map((f) => (f.id === 'F2' ? { ...f, outlet_limit_a: null } : f));
    expect(open({ ...rows, feeders: unrated }).survival('P1', 0).nMinusOne).toBeNull();
  });

  test('a section on the way is survived when the customer’s side has a tie of its own', () => {
    const long = {
      ...PAIR,
      mv: ['F1: B1 -500- P1 -300- P3 -300- P5', 'F2: B2 -500- P2', 'P5 -50!- P2', 'P1 -50!- P2'],
      transformers: { ...PAIR.transformers, T5: { at: 'P5', kva: 5000 } },
    };
    const rows = draw(long, ['P1-P3 at P1', 'P3-P5 at P3']);
    expect(open(rows).survival('P5', 100)).toMatchObject({ nMinusOne: true });
    const without = { ...long, mv: long.mv.filter((way) => way !== 'P5 -50!- P2') };
    expect(open(draw(without, ['P1-P3 at P1', 'P3-P5 at P3'])).survival('P5', 100)).toMatchObject({
      nMinusOne: false,
      decidedBy: { kind: 'section', elementId: 'P1-P3' },
    });
  });

  test('what the neighbour could carry by its ratings it does not take when its end would leave the voltage band', () => {
    const far = { ...PAIR, mv: ['F1: B1 -500- P1', 'F2: B2 -10000- P2', 'P1 -50!- P2'] };
    const near = open(draw({ ...PAIR, peaks: { ...PAIR.peaks, F2: 100 } })).survival('P1', 500);
    const away = open(draw({ ...far, peaks: { ...PAIR.peaks, F2: 100 } })).survival('P1', 500);
    // 10 km at cos φ 0.95: 2·0.95 + 3.5·0.312 Ω take 2.99 % per MVA and more: 2.1 MVA stay above 0.93, 2.6 do not.
    expect([near.nMinusOne, away.nMinusOne]).toEqual([true, false]);
    expect(away.decidedBy?.roomKva).toBe(3442.56);
  });

  test('a commitment on the receiver takes from the margin, one on another feeder does not', () => {
    const three: Drawing = {
      mv: ['F1: B1 -500- P1', 'F2: B2 -500- P2', 'F3: B1 -500- P3', 'P1 -50!- P2', 'P3 -50!- P2'],
      transformers: { ...PAIR.transformers, T3: { at: 'P3', kva: 5000 } },
      mains: PAIR.mains!,
      peaks: { F1: 2000, F2: 3000, F3: 2000, M1: 4000, M2: 3000 },
    };
    const room = (committed: Record<string, number>, at: string) =>
      open(draw({ ...three, committed })).survival(at, 1e6).decidedBy?.roomKva;
    // Both neighbours lean on the same margin: only one of them is lost at a time.
    expect([room({}, 'P1'), room({}, 'P3')]).toEqual([542.56, 542.56]);
    expect([room({ P1: 500 }, 'P1'), room({ P1: 500 }, 'P3')]).toEqual([42.56, 542.56]);
    expect([room({ P2: 500 }, 'P1'), room({ P2: 500 }, 'P3')]).toEqual([42.56, 42.56]);
  });

  test('answers follow the ledger', () => {
    const { headroom, survival } = open(draw(PAIR));
    expect(survival('P1', 500).nMinusOne).toBe(true);
    const { committedCkva, elementParent, ledger } = headroom.snapshot.columns;
    const source = headroom.snapshot.elementOf(headroom.snapshot.findSources('P2')[0]!);
    for (let e = source; e >= 0; e = elementParent[e]!) committedCkva[e] = committedCkva[e]! + 10_000;
    ledger[0] = ledger[0]! + 1;
    headroom.refresh();
    expect(survival('P1', 500).nMinusOne).toBe(false);
  });
});

describe('substations', () => {
  test('Σ S − max S + transferable, from two main transformers that reach each other’s busbars', () => {
    const { switching, elementOf } = open(draw(PAIR));
    expect(switching.substation(elementOf('P1'))).toMatchObject({
      substationId: 'SUB',
      remainingCkva: 2_000_000,
      transferableCkva: 0,
      limitCkva: 2_000_000,
      peakCkva: 500_000,
      leftCkva: 1_500_000,
    });
  });

  test('what is promised counts there, the later stages of supplies as well', () => {
    const held = { origin: 'service', at_kind: 'node', at_id: 'P2' } as const;
    const commitments = [
      rowOf('commitments', { id: 'now', kva: 400, ...held }),
      rowOf('commitments', { id: 'rest', kva: 1600, purpose: 'later', ...held }),
    ];
    const { switching, elementOf } = open({ ...draw(PAIR), commitments });
    expect(switching.substation(elementOf('P1'), false)).toMatchObject({
      committedCkva: 200_000,
      leftCkva: 1_300_000,
    });
  });

  /** A second substation SUB2 with busbar B2. */
  const twoStations = (rows: RegionRows): RegionRows => ({
    ...rows,
    substations: [...rows.substations, { ...rows.substations[0]!, id: 'SUB2' }],
    main_transformers: rows.main_transformers.map((m) =>
      m.id === 'M2' ? { ...m, substation_id: 'SUB2' } : m,
    ),
    busbar_sections: rows.busbar_sections.map((b) => (b.id === 'B2' ? { ...b, substation_id: 'SUB2' } : b)),
  });

  test('with one main transformer there is no N-1 of its own: what others take over is all', () => {
    const { switching, elementOf, survival } = open(twoStations(draw(PAIR)));
    expect(switching.substation(elementOf('P1'))).toMatchObject({
      substationId: 'SUB',
      mains: [0],
      remainingCkva: 0,
      transferableCkva: 200_000,
      leftCkva: 0,
    });
    expect(survival('P1', 500)).toMatchObject({ nMinusOne: false, decidedBy: { kind: 'substation' } });
  });

  test('a rating that is not known is no room', () => {
    const rows = draw({ ...PAIR, mains: { ...PAIR.mains!, B2: { id: 'M2', kva: null } } });
    const { switching, elementOf, chain } = open(rows, GOVERN);
    expect(switching.substation(elementOf('P1'))).toMatchObject({ limitCkva: -1, leftCkva: null });
    expect(chain('P1').unknownElementIds).toContain('SUB');
    expect(chain('P1').openKva).toBeNull();
  });

  test('where N-1 governs, outlet and substation stand in the chain with what would be survived, under its rule', () => {
    const stated = open(draw(PAIR)).chain('P1');
    const { chain, headroom, elementOf } = open(draw(PAIR), GOVERN);
    expect(stated.rows.map(({ kind }) => kind)).toEqual(['section', 'outlet', 'busbar', 'main-transformer']);
    const { rows, openKva, bindingElementId } = chain('P1');
    expect(rows.at(-1)).toEqual({
      ...{ elementId: 'SUB', kind: 'substation', ratingKva: 20_000, limitKva: 20_000, peakKva: 5000 },
      hour: null,
      ...{ committedKva: 0, addedKva: 0, leftKva: 15_000, season: 'unspecified', quality: 'measured' },
      ...{ asOf: '2026-07-20', rule: 'NAT-N-1' },
    });
    expect(rows.find(({ kind }) => kind === 'outlet')).toMatchObject({
      ...{ elementId: 'F1', limitKva: 2542.56, leftKva: 542.56, rule: 'NAT-N-1' },
    });
    expect([openKva, bindingElementId]).toEqual([542.56, 'F1']);
    const takes = (kva: number) =>
      headroom.takes(elementOf('P1'), { category: null, ckva: Math.round(kva * 100) });
    expect([takes(542.56), takes(542.57)]).toEqual([true, false]);
  });

  test('the single main transformer is labelled with a rule of its own', () => {
    const { chain } = open(twoStations(draw(PAIR)), GOVERN);
    expect(chain('P1').rows.at(-1)).toMatchObject({
      ...{ elementId: 'SUB', ratingKva: 2000, leftKva: 0, rule: 'NAT-N-1-SINGLE' },
    });
  });
});
