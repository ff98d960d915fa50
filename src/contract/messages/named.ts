import type { CaseState } from '../../model/case-words.ts';
import type { Overridden } from '../../model/override.ts';
import type {
  Approval,
  Badge,
  Classification,
  ElementKind,
  Fee,
  Grade,
  Laying,
  Payer,
  PlanKind,
  PlanSource,
  Side,
  SourceKind,
  Step,
} from '../../model/plan.ts';
import type { Quality, Season } from '../../model/record.ts';

type Names<K extends string> = Readonly<Record<K, string>>;

/** Groups that have to name every value of an enumeration of the model. */
export interface Named {
  readonly supplyClass: Names<Classification['supplyClass']>;
  readonly sourceStructure: Names<Classification['sourceStructure']>;
  readonly planKind: Names<PlanKind>;
  readonly sourceKind: Names<SourceKind>;
  readonly elementKind: Names<ElementKind>;
  readonly sourceRole: Names<PlanSource['role']>;
  readonly grade: Names<Grade>;
  readonly quality: Names<Quality>;
  readonly season: Names<Season>;
  readonly badge: Names<Badge>;
  readonly laying: Names<Laying>;
  readonly payer: Names<Payer>;
  readonly side: Names<Side>;
  readonly feeStatus: Names<Fee['status']>;
  readonly dayKind: Names<Step['dayKind']>;
  readonly overridden: Names<Overridden>;
  readonly caseState: Names<CaseState>;
  readonly approvalMode: Names<Approval['mode']>;
}
