import { describe, expect, test } from 'vitest';
import { isSection } from '../../src/electric/transfer/grid.ts';
import { nMinusOne } from '../../src/electric/transfer/n-minus-one.ts';
import { findJsonFiles } from '../../src/ingest/find-json-files.ts';
import { readNets } from '../../src/ingest/pandapower/read-nets.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { collect } from '../support/collect-items.ts';
import { ANYWHERE, openTransfer } from '../support/open-transfer.ts';
import { replaySwitching } from '../support/replay-switching.ts';
import { hasSharedData } from '../support/shared-data.ts';
import { AS_DEGREES } from '../support/crs-register.ts';

const FILE = new URL('../../../shared/data/oberrhein/mv_oberrhein.json', import.meta.url).pathname;

/** The six open points of the file: line and bus. */
const OPEN_POINTS = ['8 at 129', '23 at 132', '31 at 190', '66 at 147', '88 at 223', '188 at 45'];

/** The network with one open point left; the others are lines that do not exist. */
function withOnly(rows: RegionRows, section: string): RegionRows {
  const ties = rows.switches.filter((row) => row.normally_open).map(({ section_id }) => section_id);
  const gone = new Set(ties.filter((id) => id !== section));
  return {
    ...rows,
    sections: rows.sections.filter(({ id }) => !gone.has(id)),
    switches: rows.switches.filter(({ section_id }) => !gone.has(section_id)),
  };
}

describe.skipIf(!hasSharedData)('Oberrhein', async () => {
  const read = async (): Promise<RegionRows> =>
    (await collect(readNets(await findJsonFiles([FILE]), AS_DEGREES))).rows;
  const rows = hasSharedData ? await read() : ({} as RegionRows);

  test.each(OPEN_POINTS)(
    'open point %s gives back what only it can reach, and never closes a ring',
    (point) => {
      const [line, bus] = point.split(' at ');
      const opened = rows.switches.filter(
        (row) => row.normally_open && row.section_id.endsWith(`/${line}`) && row.node_id.endsWith(`/${bus}`),
      );
      expect(opened).toHaveLength(1);
      const { id: switchId, section_id } = opened[0]!;
      const only = withOnly(rows, section_id);
      const { grid, snapshot } = openTransfer(only);
      let found = 0;
      for (const end of grid.ties[0]!.ends)
        for (let lost = end; isSection(grid, lost); lost = grid.parent[lost]!) {
          const { steps, restoredCkva } = nMinusOne(grid, lost, ANYWHERE);
          const played = replaySwitching(only, steps, [snapshot.elementId(lost)]);
          for (const { loop } of played) expect(loop).toBe(false);
          if (restoredCkva === 0) continue;
          expect(steps.filter(({ action }) => action === 'close')).toEqual([{ action: 'close', switchId }]);
          const isolated = played[steps.findIndex(({ action }) => action === 'close')]!;
          expect(played.at(-1)!.fed.size).toBeGreaterThan(isolated.fed.size);
          found++;
        }
      expect(found).toBeGreaterThan(0);
    },
  );
});
