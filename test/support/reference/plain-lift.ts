import type { RegionRows } from '../../../src/model/record.ts';
import type { Catalogue } from '../../../src/pricing/catalogue.ts';
import type { PlainElement } from './plain-chains.ts';
import { type Asked, type PlainPlan, onePhase } from './plain-plans.ts';

/** What a chain that lacks room takes to carry a demand. */
export interface PlainLift {
  readonly works: readonly string[];
  readonly likelyYuan: number;
}

type Item = Catalogue['items'][string];

/** Items of a layer from the smallest; `null` where the catalogue ends. */
const fitting = ({ catalogue }: Asked, layer: string, load: number): Item | null => {
  const carries = (item: Item): number => item.ampacityA ?? item.ratingKva ?? 0;
  const sizes = Object.values(catalogue.items).filter((item) => item.layer === layer);
  return sizes.sort((a, b) => carries(a) - carries(b)).find((item) => carries(item) >= load - 1e-9) ?? null;
};

/** A line of the record: how it is laid, how long it is and at which voltage; `null` = not known. */
function lineOf(rows: RegionRows, { id, kind }: PlainElement) {
  const low = kind === 'lv-line';
  const row = low ? rows.lv_lines.find((one) => one.id === id) : rows.sections.find((one) => one.id === id);
  const laying = rows.conductor_types.find((one) => one.id === row?.conductor_type_id)?.laying;
  if (row === undefined || (laying !== 'overhead' && laying !== 'cable')) return null;
  const kv = low
    ? rows.lv_points.find((one) => one.id === rows.lv_lines.find((line) => line.id === id)!.from_point_id)!.kv
    : 10;
  return { laying, kv, metres: Math.round(row.length_m * 10) / 10, level: low ? 'lv' : 'mv' };
}

function liftLine(rows: RegionRows, element: PlainElement, kva: number, asked: Asked): PlainLift | null {
  const line = lineOf(rows, element);
  if (line === null) return null;
  const amps = kva / (Math.sqrt(3) * line.kv);
  const layer = `${line.level}-${line.laying}`;
  const one = fitting(asked, `${layer}-replacement`, amps);
  if (one !== null)
    return { works: [`larger-conductor ${element.id}`], likelyYuan: one.likelyYuan * line.metres };
  const each = fitting(asked, `${layer}-replacement`, amps / 2);
  const items = asked.catalogue.items;
  const twin = Object.values(items).find((item) => item.layer === layer && item.sizeMm2 === each?.sizeMm2);
  if (each === null || twin === undefined) return null;
  const ground = items[asked.request.customer.areaType === 'rural' ? 'trench-soil' : 'duct-pavement']!;
  const perM = each.likelyYuan + twin.likelyYuan + (line.laying === 'cable' ? ground.likelyYuan : 0);
  return { works: [`parallel-line ${element.id}`], likelyYuan: perM * line.metres };
}

/** What lifts one element to a rating, kVA. */
function liftOne(rows: RegionRows, element: PlainElement, kva: number, asked: Asked): PlainLift | null {
  if (element.kind === 'section' || element.kind === 'lv-line') return liftLine(rows, element, kva, asked);
  const [layer, load, name] =
    element.kind === 'distribution-transformer'
      ? ['transformer-replacement', kva, 'larger-transformer']
      : ['outlet-bay', kva / (Math.sqrt(3) * 10), 'larger-outlet'];
  if (!['distribution-transformer', 'outlet', 'bay'].includes(element.kind)) return null;
  const item = fitting(asked, layer, load);
  return item === null ? null : { works: [`${name} ${element.id}`], likelyYuan: item.likelyYuan };
}

/** Works on every element of a chain that lacks room, each for the whole demand; `null` = not in the catalogue. */
export function plainLift(
  rows: RegionRows,
  { kind, place, leftKva }: PlainPlan,
  asked: Asked,
): PlainLift | null {
  let all: PlainLift = { works: [], likelyYuan: 0 };
  // What is taken into use stands before the grid.
  const chain: PlainElement[] = [];
  for (let e = place.element ?? null; e !== null; e = e.above) chain.push(e);
  const rooms = leftKva.slice(leftKva.length - chain.length);
  for (const [i, element] of chain.entries()) {
    const left = rooms[i] ?? null;
    if (left === null || left >= 0) continue;
    const share = asked.pack.capacity.usableShare[element.kind as 'section'];
    const limit = Math.floor(Math.floor(element.ratingKva! * 100 + 1e-6) * share + 1e-6);
    const carried = limit - Math.round(left * 100);
    let rating = Math.floor(carried / share) - 1;
    while (Math.floor(rating * share + 1e-6) < carried) rating++;
    const lift = liftOne(rows, element, rating / 100, asked);
    if (lift === null) return null;
    all = { works: [...all.works, ...lift.works], likelyYuan: all.likelyYuan + lift.likelyYuan };
  }
  return onePhase(kind, asked) || all.works.length > 0 ? all : null;
}
