import type { Row } from '../../src/model/record.ts';
import type { CountyPlan } from './county-plan.ts';
import { transformersOf } from './feeder.ts';
import { drawDay } from './peaks.ts';
import type { Random } from './random.ts';

/** In-flight cases per county (chosen: about one per feeder). */
const CASES = 46;

type Promised = Pick<Row<'commitments'>, 'at_kind' | 'at_id' | 'kva' | 'category'>;

const promise = (plan: CountyPlan, random: Random): Promised => {
  const feeder = random.pick(plan.feeders.filter((f) => f.area !== 'dedicated'));
  const recorded = transformersOf(feeder).filter((t) => t.lv.length > 1);
  if (recorded.length > 0 && random.chance(0.4)) {
    const t = random.pick(recorded);
    const kva = random.pick([15, 20, 30, 50]);
    if (random.chance(0.3)) {
      return { at_kind: 'distribution-transformer', at_id: t.id, kva, category: 'micro-enterprise' };
    }
    const at_id = `${t.id}-l${random.whole(1, t.lv.length - 1)}`;
    return {
      at_kind: 'lv-point',
      at_id,
      kva,
      category: random.pick(['residential', 'ev-charging'] as const),
    };
  }
  const node = random.pick(feeder.nodes.filter((n) => n.kind !== 'node'));
  const rural = feeder.area === 'rural';
  const kva = random.pick(rural ? [80, 100, 160, 200, 315] : [250, 315, 400, 630, 800, 1250]);
  const category = random.pick(
    rural ? (['agricultural', 'industrial'] as const) : (['commercial', 'industrial'] as const),
  );
  return { at_kind: 'node', at_id: node.id, kva, category };
};

/** Capacity promised but not yet connected, from the company's books. */
export const commitmentRows = (plan: CountyPlan): Row<'commitments'>[] => {
  const random = plan.random('commitments');
  return Array.from({ length: CASES }, (_, i) => ({
    id: `${plan.prefix}-q${String(i + 1).padStart(2, '0')}`,
    origin: 'books',
    external_number: `BZ2026${plan.prefix.slice(1).padStart(3, '0')}${String(i + 1).padStart(4, '0')}`,
    ...promise(plan, random),
    committed_on: random.chance(0.06) ? null : drawDay(['2025-12-20', '2026-11-12'], random),
    connected_on: null,
    purpose: null,
    for_element: null,
  }));
};
