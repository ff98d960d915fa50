import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChainLedger } from '../../src/search/chain.ts';
import { contextOf } from '../support/open-rows.ts';
import { randomGrid } from '../support/random-grid.ts';
import { type PlainElement, plainGrid, plainLeftCkva } from '../support/reference/plain-chains.ts';

test('every chain of a random grid is that of the plain twin: same elements, same room, same minimum, same unknowns', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const rows = randomGrid(seed);
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
        expect(ledger.summarise(element)).toEqual({ ...chain, rows: undefined });
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
