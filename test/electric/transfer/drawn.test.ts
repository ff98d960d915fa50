import { describe, expect, test } from 'vitest';
import { outletOf } from '../../../src/electric/transfer/grid.ts';
import { FeederMoves } from '../../../src/electric/transfer/load-transfer.ts';
import { nMinusOne } from '../../../src/electric/transfer/n-minus-one.ts';
import type { Outcome, Receiver } from '../../../src/electric/transfer/report.ts';
import { substationSecurity } from '../../../src/electric/transfer/substation-security.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { type Drawing, drawGrid, rowOf } from '../../support/drawn-grid.ts';
import { ANYWHERE, openTransfer } from '../../support/open-transfer.ts';

/** A drawing of one season with busbars rated 2000 A and closed switches, each written `section at node`. */
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

function lose(rows: RegionRows, id: string, options = ANYWHERE) {
  const opened = openTransfer(rows);
  return { ...opened, found: nMinusOne(opened.grid, opened.elementOf(id), options) };
}

const steps = ({ steps: list }: Outcome): string[] =>
  list.map(({ action, switchId }) => `${action} ${switchId}`);
const named = (
  { snapshot, grid }: ReturnType<typeof openTransfer>,
  { receiver, ties, moved, movedCkva, marginCkva, binding }: Receiver,
) => ({
  to: snapshot.elementId(receiver),
  over: ties.map((t) => grid.ties[t]?.id),
  moved: moved.map((e) => snapshot.elementId(e)),
  movedKva: movedCkva / 100,
  marginKva: marginCkva === null ? null : marginCkva / 100,
  binding: binding?.kind === 'tie' ? grid.ties[binding.index]?.id : snapshot.elementId(binding?.index ?? -1),
});

// Every outlet and section of a drawing may carry 400 A at 10 kV, 80 % of it: 5542.56 kVA.
const MAINS = { B1: { id: 'M1', kva: 20_000 }, B2: { id: 'M2', kva: 20_000 } };

describe('N-1 on drawn grids', () => {
  const ONE_EACH = { T1: { at: 'P1', kva: 5000 }, T3: { at: 'P3', kva: 5000 } };
  const PAIR: Drawing = {
    mv: ['F1: B1 -500- P1', 'F2: B1 -500- P2', 'F3: B2 -500- P3', 'P1 -50!- P3', 'P2 -50!- P3'],
    transformers: { T1: { at: 'P1', kva: 5000 }, T2: { at: 'P2', kva: 5000 }, T3: { at: 'P3', kva: 5000 } },
    mains: MAINS,
    peaks: { F1: 2500, F2: 2000, F3: 3000 },
  };

  test('a lost outlet is taken over by its neighbour: open before close, margin to the kVA', () => {
    const { found, ...grid } = lose(draw(PAIR), 'F1');
    expect(found).toMatchObject({
      complete: true,
      exact: true,
      lostCkva: 250_000,
      restoredCkva: 250_000,
      dark: [],
    });
    expect(steps(found)).toEqual(['open F1', 'close tie-P1-P3']);
    expect(found.receivers.map((receiver) => named(grid, receiver))).toEqual([
      { to: 'F3', over: ['P1-P3'], moved: ['B1-P1'], movedKva: 2500, marginKva: 42.56, binding: 'B2-P3' },
    ]);
  });

  test('a margin that two feeders would both like goes to the one that brings more back', () => {
    const { found, snapshot } = lose(draw(PAIR), 'M1');
    expect(found).toMatchObject({ complete: false, lostCkva: 450_000, restoredCkva: 250_000 });
    expect(found.dark.map((e) => snapshot.elementId(e))).toEqual(['B1-P2']);
    expect(steps(found)).toEqual(['open F1', 'close tie-P1-P3']);
  });

  test('with room for both, both are counted together on the receiver', () => {
    const { found, ...grid } = lose(draw({ ...PAIR, peaks: { F1: 2500, F2: 2000, F3: 1000 } }), 'M1');
    expect(found.complete).toBe(true);
    expect(steps(found)).toEqual(['open F1', 'close tie-P1-P3', 'open F2', 'close tie-P2-P3']);
    expect(named(grid, found.receivers[0]!)).toMatchObject({
      over: ['P1-P3', 'P2-P3'],
      movedKva: 4500,
      marginKva: 42.56,
    });
  });

  test('a receiver that itself hangs on the lost transformer passes on, and alone helps nobody', () => {
    const chain: Drawing = {
      ...PAIR,
      mv: ['F1: B1 -500- P1', 'F2: B1 -500- P2', 'F3: B2 -500- P3', 'P1 -50!- P2'],
    };
    expect(lose(draw(chain), 'M1').found).toMatchObject({ restoredCkva: 0, receivers: [], steps: [] });
    const passing = { ...chain, mv: [...chain.mv, 'P2 -50!- P3'], peaks: { F1: 1000, F2: 900, F3: 1000 } };
    const { found, ...grid } = lose(draw(passing), 'M1');
    expect(named(grid, found.receivers[0]!)).toMatchObject({
      to: 'F3',
      over: ['P2-P3'],
      moved: ['B1-P1', 'B1-P2'],
      movedKva: 1900,
    });
    expect(steps(found)).toEqual(['open F1', 'open F2', 'close tie-P1-P2', 'close tie-P2-P3']);
  });

  test('a zone with two ties takes the one that leaves more, and between equals the first by id', () => {
    const two: Drawing = {
      ...PAIR,
      mv: ['F1: B1 -500- P1', 'F2: B2 -500- P2', 'F3: B2 -500- P3', 'P1 -50!- P3', 'P1 -50!- P2'],
      peaks: { F1: 1000, F2: 500, F3: 800 },
    };
    expect(steps(lose(draw(two), 'F1').found)).toEqual(['open F1', 'close tie-P1-P2']);
    const fuller = draw({ ...two, peaks: { F1: 1000, F2: 800, F3: 500 } });
    expect(steps(lose(fuller, 'F1').found)).toEqual(['open F1', 'close tie-P1-P3']);
    const equal = draw({ ...two, peaks: { F1: 1000, F2: 800, F3: 800 } });
    expect(steps(lose(equal, 'F1').found)).toEqual(['open F1', 'close tie-P1-P2']);
  });

  test('what no single neighbour takes is shared out between two, by opening a switch between them', () => {
    const rows = draw(
      {
        mv: ['F1: B1 -500- P1 -300- P4', 'F2: B2 -500- P2', 'F3: B2 -500- P3', 'P1 -50!- P2', 'P4 -50!- P3'],
        transformers: { T1: { at: 'P1', kva: 5000 }, T4: { at: 'P4', kva: 5000 } },
        mains: MAINS,
        peaks: { F1: 4000, F2: 3000, F3: 3000 },
      },
      ['P1-P4 at P1'],
    );
    const { found } = lose(rows, 'F1');
    expect(found.complete).toBe(true);
    expect(steps(found)).toEqual(['open F1', 'open P1-P4 at P1', 'close tie-P1-P2', 'close tie-P4-P3']);
    expect(found.receivers.map(({ movedCkva }) => movedCkva)).toEqual([200_000, 200_000]);
  });

  test('a lost section kills its zone; what lies behind comes back over a tie of the same feeder', () => {
    const rows = draw(
      {
        mv: ['F1: B1 -500- P1 -300- P2 -300- P3', 'F1: P1 -200- P4', 'P3 -50!- P4'],
        transformers: { T2: { at: 'P2', kva: 500 }, T3: { at: 'P3', kva: 500 }, T4: { at: 'P4', kva: 500 } },
        mains: { B1: MAINS.B1 },
        peaks: { F1: 900 },
      },
      ['P1-P2 at P1', 'P2-P3 at P2'],
    );
    const { found, ...grid } = lose(rows, 'P1-P2');
    expect(found.dead.map((e) => grid.snapshot.elementId(e))).toEqual(['P1-P2']);
    expect(steps(found)).toEqual(['open P1-P2 at P1', 'open P2-P3 at P2', 'close tie-P3-P4']);
    expect(named(grid, found.receivers[0]!)).toMatchObject({
      to: 'F1',
      moved: ['P2-P3'],
      movedKva: 300,
      binding: 'P1-P4',
    });
  });

  test('a switch at the far end leaves the broken section with the zone above', () => {
    const rows = draw(
      { ...PAIR, transformers: ONE_EACH, mv: ['F1: B1 -500- P1 -300- P4', 'F3: B2 -500- P3', 'P4 -50!- P3'] },
      ['P1-P4 at P4'],
    );
    const { found, snapshot } = lose(rows, 'P1-P4');
    expect(found.dead.map((e) => snapshot.elementId(e))).toEqual(['B1-P1']);
    expect(steps(found)).toEqual(['open F1', 'open P1-P4 at P4', 'close tie-P4-P3']);
  });

  test('a thin wire that would be fed from its other end binds', () => {
    const mv = ['F1: B1 -500- P1 -300/40- P4', 'F3: B2 -500- P3', 'P4 -50!- P3'];
    // 40 A: 554.25 kVA; turned round it would carry the 2000 kVA of P1.
    const { found } = lose(
      draw({ ...PAIR, transformers: ONE_EACH, mv, peaks: { F1: 2000, F3: 1000 } }),
      'F1',
    );
    expect(found).toMatchObject({ restoredCkva: 0, steps: [] });
    const { found: light, ...grid } = lose(
      draw({ ...PAIR, transformers: ONE_EACH, mv, peaks: { F1: 500, F3: 1000 } }),
      'F1',
    );
    expect(named(grid, light.receivers[0]!)).toMatchObject({
      movedKva: 500,
      marginKva: 54.25,
      binding: 'P1-P4',
    });
  });

  test('in-flight cases move with their zone, and a new customer too', () => {
    const rows = draw({ ...PAIR, committed: { P1: 40 } });
    const { found, elementOf, ...grid } = lose(rows, 'F1');
    expect(named({ elementOf, ...grid }, found.receivers[0]!)).toMatchObject({
      movedKva: 2540,
      marginKva: 2.56,
    });
    const extra = { element: elementOf('B1-P1'), ckva: 256 };
    expect(nMinusOne(grid.grid, elementOf('F1'), { ...ANYWHERE, extra }).complete).toBe(true);
    const much = { ...extra, ckva: 257 };
    expect(nMinusOne(grid.grid, elementOf('F1'), { ...ANYWHERE, extra: much }).complete).toBe(false);
  });

  test('a receiver of unknown rating is named, and one of known rating is preferred', () => {
    const rows = draw({ ...PAIR, mains: { B1: MAINS.B1, B2: { id: 'M2', kva: null } } });
    const { found, snapshot } = lose(rows, 'F1');
    expect(found.receivers[0]?.unknown.map(({ index }) => snapshot.elementId(index))).toEqual(['M2']);
    const other = {
      ...PAIR,
      mv: [...PAIR.mv, 'P1 -50!- P2'],
      mains: { B1: MAINS.B1, B2: { id: 'M2', kva: null } },
    };
    expect(steps(lose(draw(other), 'F1').found)).toEqual(['open F1', 'close tie-P1-P2']);
  });

  test('where voltage would fall too far, the load stays', () => {
    const asked: string[] = [];
    const { snapshot, grid, elementOf } = openTransfer(draw(PAIR));
    const voltageOk = ({ receiver, moved }: { receiver: number; moved: readonly number[] }): boolean => {
      asked.push(`${snapshot.elementId(receiver)} + ${moved.map((e) => snapshot.elementId(e)).join()}`);
      return false;
    };
    expect(nMinusOne(grid, elementOf('F1'), { ...ANYWHERE, voltageOk })).toMatchObject({ restoredCkva: 0 });
    expect(new Set(asked)).toEqual(new Set(['F3 + B1-P1']));
  });

  test('a feeder with a closed loop gives and takes nothing', () => {
    const ring = draw({ ...PAIR, mv: [...PAIR.mv, 'F3: P3 -100- P5 -100- P6', 'F3: P3 -90- P6'] });
    expect(openTransfer(ring).grid.ties).toEqual([]);
  });
});

describe('load transfer on drawn grids', () => {
  const FULL: Drawing = {
    mv: ['F1: B1 -500- P1 -300- P2', 'F2: B2 -500- P3', 'P2 -50!- P3'],
    transformers: { T1: { at: 'P1', kva: 5000 }, T2: { at: 'P2', kva: 5000 } },
    mains: MAINS,
    peaks: { F1: 5000, F2: 1000 },
  };
  const rows = draw(FULL, ['P1-P2 at P1']);
  const at = (kva: number, place = 'B1-P1', of = rows) => {
    const { grid, elementOf } = openTransfer(of);
    const element = elementOf(place);
    return new FeederMoves(grid, outletOf(grid, element), ANYWHERE).makeRoom({ element, ckva: kva * 100 });
  };

  test('where there is room, nothing is switched', () => {
    expect(at(500)).toMatchObject({ steps: [], receivers: [], exact: true });
  });

  test('the far zone moves to the neighbour, off for a moment rather than in a ring', () => {
    const found = at(1000)!;
    expect(steps(found)).toEqual(['open P1-P2 at P1', 'close tie-P2-P3']);
    expect(found.receivers[0]).toMatchObject({ movedCkva: 250_000 });
  });

  test('what is freed is what the customer finds: 2500 kVA leave, 3042.56 fit, and no more', () => {
    expect(at(3042)).not.toBeNull();
    expect(at(3043)).toBeNull();
  });

  test('a receiver without room receives nothing', () => {
    expect(at(1000, 'B1-P1', draw({ ...FULL, peaks: { F1: 5000, F2: 3500 } }, ['P1-P2 at P1']))).toBeNull();
  });

  test('the customer may move with its zone', () => {
    const found = at(1000, 'P1-P2')!;
    expect(steps(found)).toEqual(['open P1-P2 at P1', 'close tie-P2-P3']);
    expect(found.receivers[0]).toMatchObject({ movedCkva: 350_000 });
  });

  test('a full main transformer is relieved only by what certainly leaves it', () => {
    const full = (peak: number) =>
      draw(
        {
          ...FULL,
          mains: { B1: { id: 'M1', kva: 6500 }, B2: MAINS.B2 },
          peaks: { F1: 5000, F2: 1000, M1: peak },
        },
        ['P1-P2 at P1'],
      );
    // Limit 5200. Read 5000: only F1 hangs there, so what stays is at most F1 without P2, 2500.
    expect(at(1000, 'B1-P1', full(5000))).not.toBeNull();
    // Read 7000: 2000 that no feeder explains stay with F1's 2500.
    expect(at(600, 'B1-P1', full(7000))).not.toBeNull();
    expect(at(701, 'B1-P1', full(7000))).toBeNull();
  });
});

describe('a substation without its largest transformer', () => {
  const TWO: Drawing = {
    mv: ['F1: B1 -500- P1', 'F2: B2 -500- P2', 'F3: B3 -500- P3', 'P1 -50!- P3', 'P1 -50!- P2'],
    mains: { ...MAINS, B3: { id: 'M3', kva: 20_000 } },
    peaks: { F1: 2000, F2: 2000, F3: 1000 },
  };
  const security = (mains: readonly string[], ratingsKva: readonly number[]) => {
    const { grid, elementOf } = openTransfer(draw(TWO));
    const list = mains.map((id, i) => ({ element: elementOf(id), ratingCkva: ratingsKva[i]! * 100 }));
    return substationSecurity(grid, list, ANYWHERE);
  };

  test('one transformer: no N-1 of its own, only what others can take', () => {
    expect(security(['M1'], [20_000])).toEqual({
      transformers: 1, ownNMinusOne: false, remainingCkva: 0, transferableCkva: 200_000, securedCkva: 200_000, exact: true,
    }); // prettier-ignore
  });

  test('two transformers: the smaller one and what other substations take, not what the sister takes', () => {
    expect(security(['M1', 'M2'], [31_500, 20_000])).toMatchObject({
      ownNMinusOne: true, remainingCkva: 2_000_000, transferableCkva: 200_000, securedCkva: 2_200_000,
    }); // prettier-ignore
    expect(security(['M1', 'M2', 'M3'], [31_500, 20_000, 20_000])).toMatchObject({ transferableCkva: 0 });
  });

  test('an unknown rating leaves the figure unknown', () => {
    expect(security(['M1', 'M2'], [31_500, -0.01])).toMatchObject({ remainingCkva: null, securedCkva: null });
  });
});
