import { expect, test } from 'vitest';
import { isBetter } from '../../../src/electric/transfer/better-trial.ts';
import { loadTransfer } from '../../../src/electric/transfer/load-transfer.ts';
import { nMinusOne } from '../../../src/electric/transfer/n-minus-one.ts';
import type { Receiving } from '../../../src/electric/transfer/problem.ts';
import type { RegionRows } from '../../../src/model/record.ts';
import { transferGrid } from '../../../src/search/transfer-grid.ts';
import { contextOf } from '../../support/open-rows.ts';
import { seeded } from '../../support/random-grid.ts';
import { randomSwitchedGrid } from '../../support/random-switched-grid.ts';
import { type PlainElement, plainGrid } from '../../support/reference/plain-chains.ts';
import { plainSwitching } from '../../support/reference/plain-switching.ts';

function opened(rows: RegionRows) {
  const { headroom } = contextOf(rows);
  const grid = transferGrid(headroom);
  const { snapshot } = headroom;
  const indexOf = (e: PlainElement): number =>
    snapshot.findElements(e.id).find((i) => snapshot.elementKind(i) === e.kind)!;
  const figures = (e: PlainElement) => {
    const i = indexOf(e);
    return {
      limit: grid.limitCkva[i]!,
      committed: grid.committedCkva[i]!,
      peaks: grid.peakCkva.map((column) => column[i]!),
    };
  };
  const tieLimit = (id: string): number => grid.ties.find((tie) => tie.id === id)?.limitCkva ?? -1;
  return { grid, snapshot, indexOf, figures, tieLimit, plain: plainGrid(rows) };
}

test('see', { timeout: 200_000 }, () => {
  void [isBetter, loadTransfer, seeded];
  let compared = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const rows = randomSwitchedGrid(seed);
    const { grid, indexOf, figures, tieLimit, plain } = opened(rows);
    const random = seeded(seed);
    const some = (kind: string): PlainElement => {
      const all = plain.elements.filter((e) => e.kind === kind);
      return all[Math.floor(random() * all.length)]!;
    };
    for (const lost of [some('outlet'), some('section'), some('main-transformer')]) {
      const found = nMinusOne(grid, indexOf(lost), {
        extra: null,
        voltageOk: (_: Receiving) => true,
        mayReceive: () => true,
      });
      const twin = plainSwitching(rows, { lost, figures, tieLimit })!;
      const mine = {
        served: undefined,
        servedCkva: found.restoredCkva,
        steps: found.steps.length,
        unknown: new Set(found.receivers.flatMap((r) => r.unknown.map((p) => `${p.kind}/${p.index}`))).size,
        marginCkva: Math.min(...found.receivers.flatMap((r) => r.marginCkva ?? [])),
      };
      const theirs = { ...twin, served: undefined, moved: undefined, marginCkva: twin.marginCkva < 0 ? Infinity : twin.marginCkva };
      expect(mine, `seed ${seed} ${lost.kind} ${lost.id} ${JSON.stringify(found.steps)} ${JSON.stringify(twin.moved)}`).toEqual({ ...theirs });
      compared++;
    }
  }
  console.log(compared);
});
