import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RegionRows } from '../../src/model/record.ts';
import { ChainLedger } from '../../src/search/chain.ts';
import { contextOf } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';
import { type PlainElement, plainGrid, plainLeftCkva } from '../support/reference/plain-chains.ts';

/** The same grid after a while: some cases connected, some generation hidden in the peaks. */
function lived(rows: RegionRows, seed: number): RegionRows {
  const random = seeded(seed + 1);
  const days = [null, '2024-01-14', '2024-06-01', '2026-07-19', '2026-07-20', '2026-09-01'] as const;
  const day = () => days[Math.floor(random() * days.length)] ?? null;
  return {
    ...rows,
    peaks: rows.peaks.map((row) => ({
      ...row,
      masked_kva: random() < 0.3 ? Math.round(300 * random()) : null,
    })),
    commitments: rows.commitments.map((row) => ({ ...row, connected_on: day() })),
  };
}

test('every chain of a random grid is that of the plain twin: same elements, same room, same minimum, same unknowns', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const rows = lived(randomGrid(seed), seed);
      const { headroom, pack } = contextOf(rows);
      const { snapshot } = headroom;
      const ledger = new ChainLedger(headroom, '2026-11-20');
      const grid = plainGrid(rows);
      for (let source = 0; source < snapshot.counts.sources; source++) {
        const id = snapshot.sourceId(source);
        const kind = snapshot.sourceKind(source);
        const from =
          kind === 'lv-point'
            ? grid.atPoint
            : kind === 'distribution-transformer'
              ? grid.atTransformer
              : grid.atNode;
        const plain: { id: string; left: number | null }[] = [];
        for (let e: PlainElement | null = from.get(id)!; e !== null; e = e.above) {
          plain.push({ id: e.id, left: plainLeftCkva(grid, rows, e, pack) });
        }
        const element = snapshot.columns.sourceElement[source]!;
        const chain = ledger.read(element);
        expect(chain.rows.map((row) => row.elementId)).toEqual(plain.map((e) => e.id));
        chain.rows.forEach((row, i) => {
          const left = plain[i]!.left;
          if (left === null) expect(row.leftKva).toBeNull();
          else expect(Math.abs(row.leftKva! - left / 100)).toBeLessThan(0.011);
        });
        const known = chain.rows.filter((row) => row.leftKva !== null);
        const least = known.length === 0 ? null : Math.min(...known.map((row) => row.leftKva!));
        expect(chain.openKnownKva).toBe(least);
        expect(known.find((row) => row.elementId === chain.bindingElementId)?.leftKva ?? null).toBe(least);
        expect(chain.unknownElementIds).toEqual(
          chain.rows.filter((row) => row.leftKva === null).map((row) => row.elementId),
        );
        expect(chain.openKva).toBe(known.length === chain.rows.length ? least : null);
        expect(ledger.summarise(element)).toEqual({ ...chain, rows: undefined, because: undefined });
        for (const need of [0.01, least ?? 1, (least ?? 1) + 0.01]) {
          const ckva = Math.round(need * 100);
          expect(headroom.takes(element, { category: null, ckva })).toBe(
            least === null || ckva <= Math.round(least * 100),
          );
        }
      }
    }),
    { seed: 20261120, numRuns: 60 },
  );
});
