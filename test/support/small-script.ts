import { join } from 'node:path';
import { expect } from 'vitest';
import { readOpendss } from '../../src/ingest/opendss/read-opendss.ts';
import { collect } from './collect-items.ts';
import { folderOf } from './temp-folder.ts';

/** Rows of a script, with what was left out. */
export const readScript = async (path: string) => {
  const leftOut: string[] = [];
  const wanted = {
    ...{ crs: null, register: { crsText: () => Promise.resolve(null) } },
    leaveOut: (what: string) => leftOut.push(what),
  };
  const { items, stem } = await readOpendss(path, wanted);
  return { ...(await collect(items)), stem, leftOut };
};

/** Places of all buses that the small circuits have. */
export const PLACES = ['src', 'a', 'b', 'c', 'd', 'lv', 'home']
  .map((bus, i) => `setbusxy bus=${bus} x=${113 + i / 100} y=34\n`)
  .join('');
/** A circuit `k` of 10 kV with one line, from `src` to `a`. */
export const HEAD = `Clear
New Circuit.k bus1=src basekv=10 pu=1
New Linecode.ohl nphases=3 units=km r1=0.3 x1=0.4 c1=10 normamps=300
New Line.one bus1=src bus2=a linecode=ohl length=2 units=km
`;

/** Rows of the small circuit with more said of it. */
export const readWith = async (more: string, head = HEAD) =>
  readScript(join(await folderOf({ 'm.dss': `${head}${more}\n${PLACES}` }), 'm.dss'));

type Read = Awaited<ReturnType<typeof readScript>>;

export const lineOf = ({ rows }: Read, name: string) => rows.sections.find(({ id }) => id === `k/${name}`)!;
export const typeOf = (found: Read, name: string) =>
  found.rows.conductor_types.find(({ id }) => id === lineOf(found, name).conductor_type_id)!;

/** The same, in which nothing was found wrong. */
export const sound = (found: Read): Read => {
  expect(found.defects).toEqual([]);
  return found;
};
