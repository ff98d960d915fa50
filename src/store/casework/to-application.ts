import type { Application, CaseRequest, Choice, Signature } from '../../model/case-book.ts';
import type { Clock } from '../../model/clock.ts';
import type { Transfer } from '../../model/plan.ts';
import type { BusinessType, CaseState } from '../../model/case-words.ts';
import type { Survey } from '../../model/survey.ts';
import type { SqlRow } from '../db.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';
import { CLOCKS_OF } from './clocks.ts';
import { jsonOf } from './json-of.ts';

/** Applications `a` with the choice `c` that stands. */
export const SELECT_APPLICATIONS = `
  select a.*, c.id as choice_id, c.offer_id, c.plan_id, c.plan_kind, c.supplies_kva, c.change, c.switching, c.leans_on, c.review, c.signatures, c.reason,
         c.ledger_version, c.chosen_by, c.chosen_at, c.valid_until as choice_valid_until,
         ${CLOCKS_OF} as clocks
  from applications a
  left join choices c on c.region_id = a.region_id and c.application_id = a.id and c.ended_at is null`;

const toChoice = (row: SqlRow): Choice | null =>
  row['choice_id'] === null
    ? null
    : {
        id: textOf(row, 'choice_id'),
        offerId: textOf(row, 'offer_id'),
        planId: textOf(row, 'plan_id'),
        planKind: textOf(row, 'plan_kind'),
        suppliesKva: numberOf(row, 'supplies_kva'),
        change: textOrNull(row, 'change') as Choice['change'],
        switching: row['switching'] === null ? null : (jsonOf(row, 'switching') as Transfer),
        leansOn: jsonOf(row, 'leans_on') as readonly string[],
        review: textOf(row, 'review'),
        signatures: jsonOf(row, 'signatures') as readonly Signature[],
        reason: textOrNull(row, 'reason'),
        ledgerVersion: numberOf(row, 'ledger_version'),
        chosenBy: textOf(row, 'chosen_by'),
        chosenAt: textOf(row, 'chosen_at'),
        validUntil: textOf(row, 'choice_valid_until'),
      };

/** An application from a row of {@link SELECT_APPLICATIONS}. */
export const toApplication = (row: SqlRow): Application => ({
  region: textOf(row, 'region_id'),
  id: textOf(row, 'id'),
  // The table's checks know the same words.
  status: textOf(row, 'status') as CaseState,
  businessType: textOf(row, 'business_type') as BusinessType,
  externalNumber: textOrNull(row, 'external_number'),
  applicant: {
    name: textOf(row, 'applicant_name'),
    contact: textOf(row, 'applicant_contact'),
    sub: textOrNull(row, 'owner_sub'),
  },
  request: jsonOf(row, 'request') as CaseRequest,
  verified: jsonOf(row, 'verified') as Readonly<Record<string, Signature>>,
  survey: (row['survey'] ?? null) as Survey | null,
  version: numberOf(row, 'version'),
  createdAt: textOf(row, 'created_at'),
  updatedAt: textOf(row, 'updated_at'),
  validUntil: textOrNull(row, 'valid_until'),
  noticedFor: textOrNull(row, 'noticed_for'),
  clocks: jsonOf(row, 'clocks') as readonly Clock[],
  choice: toChoice(row),
});
