import { expect, test } from 'vitest';
import { outletOf, outletsUnder } from '../../../src/electric/transfer/grid.ts';
import { nMinusOne } from '../../../src/electric/transfer/n-minus-one.ts';
import { PickUp } from '../../../src/electric/transfer/pick-up.ts';
import type { TransferOptions } from '../../../src/electric/transfer/problem.ts';
import { ANYWHERE, openTransfer } from '../../support/open-transfer.ts';
import { seeded } from '../../support/random-grid.ts';
import { randomSwitchedGrid } from '../../support/random-switched-grid.ts';

const SEEDS = Array.from({ length: 120 }, (_, i) => 3001 + i);

/** A made-up law of voltage under which more load never helps. */
const lawOf =
  (strict: boolean): TransferOptions['voltageOk'] =>
  ({ receiver, moved }, extra) =>
    !strict || (receiver + moved.length) % 3 !== 0 || (extra?.ckva ?? 0) < 20_000;

/** Every outlet of a grid with a section behind it and demands of all sizes. */
function* questions(seed: number) {
  const { grid, snapshot } = openTransfer(randomSwitchedGrid(seed));
  const random = seeded(seed);
  const options = { ...ANYWHERE, voltageOk: lawOf(random() < 0.4) };
  for (let top = 0; top < snapshot.counts.elements; top = grid.end[top]!)
    for (const lost of outletsUnder(grid, top)) {
      const sections = Array.from(grid.parent.keys()).filter(
        (e) => snapshot.elementKind(e) === 'section' && outletOf(grid, e) === lost,
      );
      const element = sections[Math.floor(random() * sections.length)];
      if (element === undefined) continue;
      for (const ckva of [0, 5000, 20_000, 60_000, 150_000]) yield { grid, options, lost, element, ckva };
    }
}

test('what is said without a search is what the exact search finds, with and without a customer', () => {
  const seen = { holds: 0, fails: 0, unknown: 0 };
  for (const seed of SEEDS) {
    for (const { grid, options, lost, element, ckva } of questions(seed)) {
      const extra = { element, ckva };
      const { holds, ties } = new PickUp(grid, { lost, towards: null }, options).ask(extra);
      const found = nMinusOne(grid, lost, { ...options, extra });
      const why = `seed ${seed}, outlet ${lost}, ${ckva} at ${element}`;
      const doubtful = found.receivers.some(({ unknown }) => unknown.length > 0);
      if (holds === true) expect([found.complete, doubtful], why).toEqual([true, false]);
      else if (holds === false) expect(found.complete, why).toBe(false);
      else expect(found.complete ? doubtful : found.lostCkva >= 2 ** 40, why).toBe(true);
      if (holds !== true) expect(ties).toEqual([]);
      seen[holds === null ? 'unknown' : holds ? 'holds' : 'fails']++;
    }
  }
  console.info('picking up against the exact search:', seen);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
});

test('the room it tells is the edge: that much holds, one hundredth more does not', () => {
  let edges = 0;
  for (const seed of SEEDS) {
    for (const { grid, lost, element, ckva } of questions(seed)) {
      if (ckva > 0) continue;
      const pickUp = new PickUp(grid, { lost, towards: null }, ANYWHERE);
      const room = pickUp.roomCkva(element);
      if (room === null || room === 0 || room > 1e9) continue;
      const [within, beyond] = [pickUp.ask({ element, ckva: room }), pickUp.ask({ element, ckva: room + 1 })];
      expect(beyond.holds).not.toBe(true);
      // Its own wires may bind before what takes over does: then the ledger of its own chain says so too.
      if (within.holds === true) edges++;
    }
  }
  expect(edges).toBeGreaterThan(20);
});

test('one more tie, or a larger rating, never lowers what could be added', () => {
  const roomOf = (seed: number, change: (rows: ReturnType<typeof randomSwitchedGrid>) => typeof rows) => {
    const { grid, elementOf, snapshot } = openTransfer(change(randomSwitchedGrid(seed)));
    return ['F0', 'F1', 'F2'].flatMap((feeder) => {
      const lost = elementOf(feeder, 'outlet');
      const element = snapshot.findElements(`${feeder}-N1-s`)[0];
      if (element === undefined) return [];
      const pickUp = new PickUp(grid, { lost, towards: null }, ANYWHERE);
      return [pickUp.roomCkva(element)];
    });
  };
  let raised = 0;
  for (const seed of SEEDS) {
    const all = roomOf(seed, (rows) => rows);
    const fewer = roomOf(seed, (rows) => ({
      ...rows,
      sections: rows.sections.filter(({ id }) => id !== 'tie0'),
      switches: rows.switches.filter(({ section_id }) => section_id !== 'tie0'),
    }));
    const larger = roomOf(seed, (rows) => ({
      ...rows,
      feeders: rows.feeders.map((row) => ({ ...row, outlet_limit_a: row.outlet_limit_a! * 1.5 })),
    }));
    all.forEach((room, i) => {
      if (room !== null && fewer[i] !== null) expect(room, `seed ${seed}`).toBeGreaterThanOrEqual(fewer[i]!);
      if (room !== null && larger[i] !== null)
        expect(larger[i]!, `seed ${seed}`).toBeGreaterThanOrEqual(room);
      if ((larger[i] ?? 0) > (room ?? 0)) raised++;
    });
  }
  expect(raised).toBeGreaterThan(3);
});
