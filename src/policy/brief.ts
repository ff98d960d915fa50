import type { Classification, PlanKind } from '../model/plan.ts';
import type { PublicLinePolicy } from './access-part.ts';
import type { Facts } from './facts.ts';
import type { Pack } from './pack.ts';

/** What the search has to look for. */
export interface Brief {
  /** Capacity the plan must supply, kVA. */
  readonly needKva: number;
  /** Equipment behind it, kW. */
  readonly equipmentKw: number;
  /** Kinds tried first, and those tried when none of the first fits. */
  readonly kinds: readonly PlanKind[];
  readonly otherwise: readonly PlanKind[];
  /** A new outlet is looked for even though others fit: `mv-dedicated-feeder` is then among `kinds`. */
  readonly wantsDedicated: boolean;
  /** Sources and circuits wanted; kinds of one source then stand only under `otherwise`. */
  readonly structure: Classification['sourceStructure'];
  /** Rule that asks for it; `null` = a single source. */
  readonly structureRule: string | null;
  /** The second supply is the customer's wish: its works exceed the standard. */
  readonly secondIsWish: boolean;
  /** Capacity that a second source or circuit must carry, kVA; 0 where none is wanted. */
  readonly standbyKva: number;
  /** Town or country, as stated or as the areas of the record say; `null` = unknown. */
  readonly areaType: Facts['areaType'];
  /** Supply for a time: works that are taken away again are looked at first. */
  readonly temporary: boolean;
  /** Within the pack's limit of direct access: beyond it a connection needs its own study. */
  readonly directAccess: boolean;
  /** How far public lines are preferred; under `only` no kind makes a line of the customer's own. */
  readonly publicLine: PublicLinePolicy;
}

const LV_KINDS: readonly PlanKind[] = ['lv-tap', 'lv-existing-transformer', 'lv-new-transformer'];
const MV_KINDS: readonly PlanKind[] = ['mv-tee', 'mv-bay', 'mv-cut-in'];
const SEVERAL: Readonly<Record<Classification['sourceStructure'], readonly PlanKind[]>> = {
  single: [],
  'double-circuit': ['mv-dual-circuit', 'mv-dual-source'],
  'dual-source': ['mv-dual-source'],
  'three-sources': ['mv-dual-source'],
};

/** One source alone never serves what asks for two power sources; two circuits of one may. */
const insteadOf = (structure: Brief['structure'], one: readonly PlanKind[]): readonly PlanKind[] =>
  structure === 'double-circuit' ? one : ['mv-dual-circuit'];

/** Kinds to try, by voltage class, number of sources and policy of lines. */
function kindsOf(
  voltage: NonNullable<Facts['voltage']>,
  { structure, temporary, wantsDedicated, publicLine }: Omit<Brief, 'kinds' | 'otherwise'>,
): Pick<Brief, 'kinds' | 'otherwise'> {
  const lease: PlanKind[] = temporary ? ['temporary-lease'] : [];
  if (voltage === 'hv') return { kinds: ['hv-referral'], otherwise: [] };
  if (voltage === 'lv') return { kinds: [...lease, ...LV_KINDS], otherwise: MV_KINDS };
  const outlet: PlanKind[] = publicLine === 'only' ? [] : ['mv-dedicated-feeder'];
  const one = wantsDedicated ? [...MV_KINDS, ...outlet] : MV_KINDS;
  const last: PlanKind[] = wantsDedicated ? [] : outlet;
  const several = SEVERAL[structure];
  return several.length > 0
    ? { kinds: [...lease, ...several], otherwise: insteadOf(structure, [...one, ...last]) }
    : { kinds: [...lease, ...one], otherwise: last };
}

/**
 * What the search has to look for.
 *
 * @param facts with voltage, structure and direct access settled.
 */
export function briefOf(
  pack: Pack,
  {
    needKva,
    equipmentKw,
    secondIsWish,
    structureRule,
  }: Pick<Brief, 'needKva' | 'equipmentKw' | 'secondIsWish' | 'structureRule'>,
  facts: Facts,
): Brief {
  const { voltage } = facts;
  const structure = voltage === 'mv' ? (facts.structure ?? 'single') : 'single';
  const publicLine = pack.access.publicLine.policy;
  const base = {
    needKva,
    equipmentKw,
    wantsDedicated:
      voltage === 'mv' && publicLine !== 'only' && needKva >= pack.search.dedicatedFeeder.minKva,
    structure,
    structureRule: structure === 'single' ? null : structureRule,
    secondIsWish: secondIsWish && structure !== 'single',
    standbyKva:
      structure === 'single' ? 0 : Math.ceil(needKva * pack.structure.standby.share * 100 - 1e-6) / 100,
    areaType: facts.areaType,
    temporary: facts.temporary === true,
    directAccess: facts.directAccess === true,
    publicLine,
  };
  return { ...base, ...kindsOf(voltage ?? 'hv', base) };
}
