import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nMinusOne } from '../../../src/electric/transfer/n-minus-one.ts';
import { readTables } from '../../../src/ingest/tables/read-tables.ts';
import { collect } from '../../support/collect-items.ts';
import { ANYWHERE, openTransfer } from '../../support/open-transfer.ts';
import { replaySwitching } from '../../support/replay-switching.ts';

const DEMO = fileURLToPath(new URL('../../../data/demo', import.meta.url));
const { rows } = await collect(readTables(DEMO));
const { snapshot, grid } = openTransfer(rows);

/** What an element has left in its tightest season before any switching, 0.01 kVA. */
const leftOf = (e: number): number =>
  Math.min(...grid.peakCkva.map((peaks) => grid.limitCkva[e]! - peaks[e]! - grid.committedCkva[e]!));

const under = (e: number, above: number): boolean => e >= above && e < grid.end[above]!;

/** The node at the far end of a section: the end that no section above it shares. */
const farNode = (section: number): string => {
  const row = rows.sections.find(({ id }) => id === snapshot.elementId(section))!;
  const feeding = snapshot.elementOf(snapshot.findSources(row.from_node_id)[0]!);
  return feeding === section ? row.from_node_id : row.to_node_id;
};

test('the demo county has its 39 ties, each with one open switch between two fed sections of known rating', () => {
  expect(grid.ties).toHaveLength(39);
  for (const { ends, switchIds, limitCkva } of grid.ties) {
    expect(ends.map((end) => snapshot.elementKind(end))).toEqual(['section', 'section']);
    expect([switchIds.length, limitCkva > 0]).toEqual([1, true]);
  }
});

test(
  'the loss of each of 20 tied outlets: receivers had the room they give, nothing runs in a ring, what is fed is fed',
  { timeout: 120_000 },
  () => {
    const tied = Array.from(snapshot.columns.feederElement).filter((outlet) =>
      grid.ties.some(({ ends }) => ends.some((end) => under(end, outlet))),
    );
    const tally = { exact: 0, complete: 0, partial: 0, checked: 0, slowestMs: 0 };
    for (const outlet of tied.slice(0, 20)) {
      const started = performance.now();
      const found = nMinusOne(grid, outlet, ANYWHERE);
      tally.slowestMs = Math.max(tally.slowestMs, Math.round(performance.now() - started));
      const name = snapshot.elementId(outlet);
      for (const { ties, movedCkva, marginCkva } of found.receivers) {
        expect(marginCkva).toBeGreaterThanOrEqual(0);
        // By hand, in the worst season: all that moves to a receiver fits above the foot of a single tie, up to where the
        // lost feeder was fed from too.
        const [tie] = ties;
        for (
          let u = grid.ties[tie!]!.ends.find((e) => !under(e, outlet))!;
          u >= 0 && !under(outlet, u);
          u = grid.parent[u]!
        )
          if (
            ties.length === 1 &&
            grid.limitCkva[u]! >= 0 &&
            grid.peakCkva.every((peaks) => peaks[u]! >= 0)
          ) {
            expect(leftOf(u), `${name} onto ${snapshot.elementId(u)}`).toBeGreaterThanOrEqual(
              movedCkva - worstGap(u),
            );
            tally.checked++;
          }
      }
      const played = replaySwitching(rows, found.steps, [name]);
      for (const { loop } of played) expect(loop).toBe(false);
      const { fed } = played.at(-1)!;
      for (const e of found.receivers.flatMap(({ moved }) => moved)) expect(fed).toContain(farNode(e));
      for (const e of found.dark) expect(fed).not.toContain(farNode(e));
      if (found.exact) tally.exact++;
      if (found.complete) tally.complete++;
      else if (found.restoredCkva > 0) tally.partial++;
    }
    console.info('20 outlets of the demo county:', tally);
    expect(tally.checked).toBeGreaterThan(50);
    expect(tally.complete).toBeGreaterThan(3);
    expect(tally.partial).toBeGreaterThan(3);
  },
);

/** How much less an element carries in its better season: what moves then may be larger than its worst season takes. */
function worstGap(u: number): number {
  const peaks = grid.peakCkva.map((column) => column[u]!);
  return Math.max(...peaks) - Math.min(...peaks);
}
