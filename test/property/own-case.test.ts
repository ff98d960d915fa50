import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capacityRules } from '../../src/policy/pack.ts';
import { Headroom } from '../../src/search/headroom.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { withoutCase } from '../../src/snapshot/without-case.ts';
import { LOAD_CATEGORIES, type Row } from '../../src/model/record.ts';
import { rowOf } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';
import { snapshotOf } from '../support/open-rows.ts';
import { proofs } from '../support/proofs.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';

const rules = capacityRules(pack);

/** Rows of one case: of the books, twice or not at all, and of this service in stages, or not. */
function caseRows(grid: ReturnType<typeof randomGrid>, random: () => number): Row<'commitments'>[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const row = (id: string, over: Partial<Row<'commitments'>>) =>
    rowOf('commitments', {
      ...{ id, external_number: 'own', at_kind: 'node', at_id: pick(grid.nodes).id, ...over },
      ...{
        kva: Math.round(random() * 2_000_00) / 100,
        category: random() < 0.3 ? null : pick(LOAD_CATEGORIES),
      },
    });
  return [
    ...['b0', 'b1'].slice(Math.floor(random() * 3)).map((id) => row(id, { origin: 'books' })),
    ...(random() < 0.7 ? [row('case/x/0', { origin: 'service' })] : []),
    ...(random() < 0.5 ? [row('case/x/1', { origin: 'service', purpose: 'later' })] : []),
  ];
}

test('without a case the columns and the room are those of a record that never had it, or has only what is kept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const grid = randomGrid(seed);
      const counted = caseRows(grid, seeded(seed + 1));
      const kept = counted.filter(({ id }) => id === 'case/x/0' && seed % 2 === 0);
      const shared = snapshotOf({ ...grid, commitments: [...grid.commitments, ...counted] });
      const before = Array.from(new Snapshot(shared).columns.committedCkva);
      const found = withoutCase(shared, rules, { counted, kept });
      const twin = new Snapshot(snapshotOf({ ...grid, commitments: [...grid.commitments, ...kept] }));
      for (const name of ['committedCkva', 'laterCkva', 'reservedBays'] as const)
        expect([name, ...found.columns[name]]).toEqual([name, ...twin.columns[name]]);
      const [room, other] = [new Headroom(found, rules), new Headroom(twin, rules)];
      expect(Array.from(room.openCkva)).toEqual(Array.from(other.openCkva));
      // Nobody else sees it.
      expect(Array.from(new Snapshot(shared).columns.committedCkva)).toEqual(before);
    }),
    { seed: 20261128, numRuns: proofs(200, 60) },
  );
});
