import { expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { Switching } from '../../src/search/switching.ts';
import { openTransfer } from '../support/open-transfer.ts';
import { pack } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { seeded } from '../support/random-grid.ts';
import { randomSwitchedGrid } from '../support/random-switched-grid.ts';
import { plainGrid } from '../support/reference/plain-chains.ts';
import { type PlainQuestion, type PlainWorth, plainSwitching } from '../support/reference/plain-switching.ts';
import { least, proofs } from '../support/proofs.ts';

/** Where a plan hangs: of a section that is cut, the node at its far end, behind which what it feeds moves with it. */
const nodeOf = (id: string): string => id.replace(/-s$/, '');
const startOf = ({ because, sources }: Plan): string =>
  String(because.find(({ key }) => key === 'cut-in-at')?.values['sectionId'] ?? sources[0]!.nodeId);

/** A small switched grid with a demand in the middle of it, and what brute force says of every node. */
function caseOf(seed: number) {
  const rows = randomSwitchedGrid(seed);
  const { grid, elementOf } = openTransfer(rows);
  const figures: PlainQuestion['figures'] = ({ id, kind }) => {
    const e = elementOf(id, kind);
    const peaks = grid.peakCkva.map((column) => column[e]!);
    return { limit: grid.limitCkva[e]!, committed: grid.committedCkva[e]!, peaks };
  };
  const tieLimit = (id: string): number => grid.ties.find((tie) => tie.id === id)?.limitCkva ?? -1;
  const capacityKva = 100 + Math.floor(seeded(seed)() * 3000);
  const feederOf = (node: string): string => plainGrid(rows).atNode.get(node)!.feeder!;
  const helped = (node: string): PlainWorth | null =>
    plainSwitching(rows, {
      ...{ figures, tieLimit, moving: feederOf(node) },
      extra: { node, ckva: capacityKva * 100 },
    });
  const { lon_deg: lon, lat_deg: lat } = rows.nodes[0]!;
  const request = requestFor({ site: { lon: lon + 0.001, lat }, maxPlans: 1000, demand: { capacityKva } });
  const context = contextOf(rows, { ...pack, plans: { ...pack.plans, min: 1000 } });
  const switching = new Switching(context.headroom, null, pack.voltage.powerFactor.value);
  return { answer: recommend({ ...context, switching }, request), helped };
}

test(`on ${proofs(60)} switched grids a transfer is proposed with as few steps as any state of the switches allows, and none where none helps`, () => {
  const seen = { proposed: 0, none: 0 };
  for (let seed = 1; seed <= proofs(60); seed++) {
    const { answer, helped } = caseOf(seed);
    for (const plan of answer.plans) {
      if (plan.transfer === null) continue;
      const node = nodeOf(startOf(plan));
      const worth = helped(node);
      expect([seed, node, plan.transfer.steps.length]).toEqual([seed, node, worth?.steps]);
      seen.proposed++;
    }
    for (const { kind, code, nodeId } of answer.rejected) {
      if (kind !== 'load-transfer' || code !== 'no-switching-helps') continue;
      // Where flows leave room that the ledger's peaks do not, no switching is what is asked for.
      expect([seed, nodeId, helped(nodeOf(nodeId))?.steps ?? 0]).toEqual([seed, nodeId, 0]);
      seen.none++;
    }
  }
  console.info('transfers against brute force:', seen);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(least(5, 0));
}, 600_000);
