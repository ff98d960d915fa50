import type { Finding } from '../../model/finding.ts';
import type { Limits } from './limits.ts';
import type { Survey } from './survey.ts';

/** One defect, before the check's code and severity are put to it. */
export type Symptom = Pick<Finding, 'subject' | 'ids' | 'at' | 'because'> &
  Partial<Pick<Finding, 'suggestion'>>;

/** One kind of defect to look for. */
export interface Check extends Pick<Finding, 'code' | 'severity'> {
  /** Every defect once, in any order. */
  find(survey: Survey, limits: Limits): Iterable<Symptom>;
}
