import { describe, expect, test } from 'vitest';
import { outletOf } from '../../../src/electric/transfer/grid.ts';
import { FeederMoves } from '../../../src/electric/transfer/load-transfer.ts';
import { type NMinusOne, nMinusOne } from '../../../src/electric/transfer/n-minus-one.ts';
import type { Receiving } from '../../../src/electric/transfer/problem.ts';
import type { Outcome } from '../../../src/electric/transfer/report.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { ANYWHERE, openTransfer } from '../../support/open-transfer.ts';
import { seeded } from '../../support/random-grid.ts';
import { randomSwitchedGrid } from '../../support/random-switched-grid.ts';
import { type PlainElement, plainGrid } from '../../support/reference/plain-chains.ts';
import { type PlainQuestion, plainSwitching } from '../../support/reference/plain-switching.ts';
import { replaySwitching } from '../../support/replay-switching.ts';
import { least, proofs } from '../../support/proofs.ts';

const GRIDS = proofs(200, 20);

function opened(seed: number) {
  const rows = randomSwitchedGrid(seed);
  const { grid, snapshot, elementOf } = openTransfer(rows);
  const figures: PlainQuestion['figures'] = ({ id, kind }) => {
    const e = elementOf(id, kind);
    const peaks = grid.peakCkva.map((column) => column[e]!);
    return { limit: grid.limitCkva[e]!, committed: grid.committedCkva[e]!, peaks };
  };
  const tieLimit = (id: string): number => grid.ties.find((tie) => tie.id === id)?.limitCkva ?? -1;
  const random = seeded(seed + 7);
  const elements = plainGrid(rows).elements;
  const pick = (kind: string, id?: string): PlainElement => {
    const all = elements.filter((e) => e.kind === kind && (id === undefined || e.id === id));
    return all[Math.floor(random() * all.length)]!;
  };
  const nodeOf = (section: number): string => {
    const { from_node_id, to_node_id } = rows.sections.find(({ id }) => id === snapshot.elementId(section))!;
    return [from_node_id, to_node_id].find((node) => `${node}-s` === snapshot.elementId(section))!;
  };
  return { rows, grid, snapshot, elementOf, nodeOf, pick, random, asked: { figures, tieLimit } };
}

/** A made-up law of voltage that both sides keep: it depends on who receives and on what. */
const voltageLaw = (receiver: string, nodes: readonly string[]): boolean =>
  nodes.length <= 2 || (receiver.length + nodes.join('').length) % 3 !== 0;

const worthOf = ({ receivers, steps }: Outcome) => ({
  steps: steps.length,
  unknown: new Set(receivers.flatMap((r) => r.unknown.map(({ kind, index }) => `${kind}/${index}`))).size,
  marginCkva: Math.min(...receivers.flatMap((r) => r.marginCkva ?? [])),
});

const neverALoop = (rows: RegionRows, outcome: Outcome, lost: readonly string[]): void => {
  for (const { loop } of replaySwitching(rows, outcome.steps, lost)) expect(loop).toBe(false);
};

describe(`${GRIDS} random grids of up to 12 nodes and 4 ties, against every state of every switch`, () => {
  test(
    'N-1 restores as much, with as few steps and as large a margin, for outlets, sections and main transformers',
    { timeout: 300_000 },
    () => {
      const seen = { complete: 0, partial: 0, none: 0, two: 0, unknown: 0 };
      for (let seed = 1; seed <= GRIDS; seed++) {
        const { rows, grid, snapshot, elementOf, nodeOf, pick, random, asked } = opened(seed);
        for (const kind of ['outlet', 'section', 'main-transformer']) {
          const lost = kind === 'outlet' ? pick(kind, 'F0') : pick(kind);
          const strict = random() < 0.3;
          const name = ({ receiver }: Receiving): string => snapshot.elementId(receiver);
          const found: NMinusOne = nMinusOne(grid, elementOf(lost.id, kind), {
            ...ANYWHERE,
            voltageOk: (to) => !strict || voltageLaw(name(to), to.moved.map(nodeOf)),
          });
          const twin = plainSwitching(rows, {
            lost,
            ...asked,
            ...(strict ? { voltageOk: voltageLaw } : {}),
          })!;
          const why = `seed ${seed}, ${kind} ${lost.id}: ${JSON.stringify(found.steps)} against ${twin.moved.join()}`;
          expect({ servedCkva: found.restoredCkva, ...worthOf(found) }, why).toEqual({
            servedCkva: twin.servedCkva,
            steps: twin.steps,
            unknown: twin.unknown,
            marginCkva: twin.marginCkva < 0 ? Infinity : twin.marginCkva,
          });
          expect(found.exact).toBe(true);
          const moved = found.receivers.flatMap((receiver) => receiver.moved.map(nodeOf));
          expect(moved).toHaveLength(twin.served);
          expect(new Set([...found.receivers.flatMap((r) => r.moved), ...found.dark]).size).toBe(
            moved.length + found.dark.length,
          );
          const down = rows.feeders.filter(
            ({ id }) =>
              elementOf(id, 'outlet') >= elementOf(lost.id, kind) &&
              elementOf(id, 'outlet') < grid.end[elementOf(lost.id, kind)]!,
          );
          const out = kind === 'section' ? [lost.id] : down.map(({ id }) => id);
          neverALoop(rows, found, out);
          const after = replaySwitching(rows, found.steps, out).at(-1)!;
          for (const node of moved) expect(after.fed).toContain(node);
          for (const node of [...found.dark, ...found.dead].map(nodeOf))
            expect(after.fed).not.toContain(node);
          seen[found.complete ? 'complete' : moved.length > 0 ? 'partial' : 'none']++;
          if (found.receivers.length > 1) seen.two++;
          if (twin.unknown > 0) seen.unknown++;
        }
      }
      console.info('N-1 against brute force:', seen);
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(least(5, 0));
    },
  );

  test(
    'a load transfer makes the same room with as few steps, or finds none where there is none',
    { timeout: 300_000 },
    () => {
      const seen = { none: 0, nothingToDo: 0, switched: 0 };
      for (let seed = 1; seed <= GRIDS; seed++) {
        const { rows, grid, elementOf, nodeOf, pick, random, asked } = opened(seed);
        const place = pick('section');
        const ckva = Math.round((50 + random() * 2500) * 100);
        const element = elementOf(place.id, 'section');
        const found = new FeederMoves(grid, outletOf(grid, element), ANYWHERE).makeRoom({ element, ckva });
        const twin = plainSwitching(rows, {
          moving: place.feeder!,
          extra: { node: nodeOf(element), ckva },
          ...asked,
        });
        const why = `seed ${seed}, ${ckva} at ${place.id}: ${JSON.stringify(found?.steps)} against ${twin?.moved.join()}`;
        expect(found === null, why).toBe(twin === null);
        if (found === null || twin === null) {
          seen.none++;
          continue;
        }
        expect(found.steps.length, why).toBe(twin.steps);
        expect(found.exact).toBe(true);
        neverALoop(rows, found, []);
        const played = replaySwitching(rows, found.steps);
        const moved = new Set(found.receivers.flatMap((r) => r.moved.map(nodeOf)));
        const busbars = new Set(rows.busbar_sections.map((row) => row.node_id));
        const nodes = rows.nodes.filter(({ id }) => !busbars.has(id));
        for (const { id } of nodes) expect(played.at(-1)!.fed).toContain(id);
        const home = nodes.filter(({ id }) => !moved.has(id) && !id.startsWith(place.feeder!));
        for (const { fed } of played) for (const { id } of home) expect(fed).toContain(id);
        seen[found.steps.length === 0 ? 'nothingToDo' : 'switched']++;
      }
      console.info('load transfer against brute force:', seen);
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(least(10, 1));
    },
  );
});
