import type { Row } from '../../src/model/record.ts';
import type { CountyPlan } from './county-plan.ts';
import { LV_CABLE, LV_KV, LV_OVERHEAD, POWER_FACTOR } from './equipment.ts';
import { transformersOf, type Transformer } from './feeder.ts';
import { laidLine } from './feeder-rows.ts';
import { distance } from './plane.ts';
import type { Random } from './random.ts';

type LowVoltageRows = { [T in 'lv_points' | 'lv_lines' | 'customers']: Row<T>[] };

/** Contracted capacities of low-voltage customers, kVA: single-phase households, shops, small works (chosen). */
const CONTRACTED = [8, 8, 8, 8, 8, 10, 15, 20, 30];

const TAN_PHI = Math.sqrt(1 / POWER_FACTOR ** 2 - 1);
const hundredths = (value: number): number => Math.round(value * 100) / 100;

const pointId = (t: Transformer, index: number): string => `${t.id}-l${index}`;

const points = (plan: CountyPlan, t: Transformer): Row<'lv_points'>[] =>
  t.lv.map(({ kind, at }, i) => {
    const { lon, lat } = plan.place(at);
    return { id: pointId(t, i), name: null, kind, kv: LV_KV, lon_deg: lon, lat_deg: lat };
  });

const lines = (plan: CountyPlan, t: Transformer): Row<'lv_lines'>[] =>
  t.lv.slice(1).map((point, i) => {
    const cable = point.kind === 'box';
    return {
      id: `${pointId(t, i + 1)}-s`,
      from_point_id: pointId(t, point.parent),
      to_point_id: pointId(t, i + 1),
      conductor_type_id: cable ? LV_CABLE.id : LV_OVERHEAD.id,
      limit_a: null,
      ...laidLine(plan, [t.lv[point.parent]!.at, point.at], cable ? 'cable' : 'overhead'),
    };
  });

/** Customers on the points of one transformer; their loads at the peak add up to the transformer's summer peak. */
const customersOn = (t: Transformer, random: Random): Row<'customers'>[] => {
  const contracts = t.lv.slice(1).flatMap((point, i) => {
    const onBranch = distance(point.at, t.at) > 1 ? random.whole(0, 2) : 0;
    return Array.from({ length: onBranch }, () => ({ index: i + 1, kva: random.pick(CONTRACTED) }));
  });
  const total = contracts.reduce((sum, c) => sum + c.kva, 0);
  return contracts.map(({ index, kva }, i) => {
    const kw = (t.peakKva.summer * POWER_FACTOR * kva) / total;
    return {
      id: `${t.id}-c${i + 1}`,
      at_kind: 'lv-point',
      at_id: pointId(t, index),
      category: kva >= 20 ? 'micro-enterprise' : t.category,
      contracted_kva: kva,
      load_kw: hundredths(kw),
      load_kvar: hundredths(kw * TAN_PHI),
    };
  });
};

/** The one customer behind a transformer of its own. */
const ownerOf = (t: Transformer): Row<'customers'> => {
  const kw = t.peakKva.summer * POWER_FACTOR;
  return {
    id: `${t.id}-c1`,
    at_kind: 'distribution-transformer',
    at_id: t.id,
    category: t.category,
    contracted_kva: t.ratingKva,
    load_kw: hundredths(kw),
    load_kvar: hundredths(kw * TAN_PHI),
  };
};

/** Rows of low-voltage networks and customers. Public transformers without a recorded network have neither. */
export const lowVoltageRows = (plan: CountyPlan): LowVoltageRows => {
  const random = plan.random('customers');
  const all = plan.feeders.flatMap(transformersOf);
  return {
    lv_points: all.flatMap((t) => points(plan, t)),
    lv_lines: all.flatMap((t) => lines(plan, t)),
    customers: all.flatMap((t) => (t.ownership === 'customer' ? [ownerOf(t)] : customersOn(t, random))),
  };
};
