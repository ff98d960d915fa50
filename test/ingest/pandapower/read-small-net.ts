import { findJsonFiles } from '../../../src/ingest/find-json-files.ts';
import { readNets } from '../../../src/ingest/pandapower/read-nets.ts';
import { GAUSS_KRUGER } from '../../support/crs-register.ts';
import { collect } from '../../support/collect-items.ts';
import { folderOf } from '../../support/temp-folder.ts';
import { netText, smallNet, type SmallNet } from './small-net.ts';

/** What a file of this text comes to. */
export const readText = async (text: string | Buffer, crs: string | null = null) => {
  const folder = await folderOf({ 'n.json': text });
  const leftOut: Record<string, number> = {};
  const items = readNets(await findJsonFiles([folder]), {
    leaveOut: (what) => {
      leftOut[what] = (leftOut[what] ?? 0) + 1;
    },
    ...{ crs, register: GAUSS_KRUGER },
  });
  return { ...(await collect(items)), leftOut };
};

/** What the small network comes to, changed by the test; `over` changes what stands beside its tables. */
export const read = (
  change: (net: SmallNet) => unknown = () => undefined,
  over: Record<string, unknown> = {},
  crs: string | null = null,
) => {
  const net = smallNet();
  change(net);
  return readText(netText(net, over), crs);
};

/** A row of the table of switches. */
export const switchAt = (et: string, bus: number, element: number, closed: boolean, over = {}) => ({
  ...{ name: null, bus, element, et, type: 'CB', closed, in_ka: null },
  ...over,
});
