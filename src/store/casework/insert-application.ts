import type { Application, CaseScope } from '../../model/case-book.ts';
import { auditWithCommit } from './append-audit.ts';
import { keepClocks } from './clocks.ts';
import type { CaseQueries } from './step-ledger.ts';
import { stateForAudit } from './state-for-audit.ts';

const INSERT = `
  insert into applications (
    region_id, id, status, business_type, external_number, applicant_name, applicant_contact, owner_sub, request,
    verified, created_at, updated_at, valid_until
  ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11::timestamptz, $11::timestamptz, $12::date)`;

/** Takes a new application in, with its audit. */
export const insertApplication = async (
  on: CaseQueries,
  scope: CaseScope,
  made: Omit<Application, 'version' | 'choice' | 'updatedAt'>,
): Promise<Application> => {
  const { region, id, status, businessType, externalNumber, applicant, request, verified } = made;
  await Promise.all([
    on.run(INSERT, [
      region,
      id,
      status,
      businessType,
      externalNumber,
      applicant.name,
      applicant.contact,
      applicant.sub,
      JSON.stringify(request),
      JSON.stringify(verified),
      made.createdAt,
      made.validUntil,
    ]),
    keepClocks(on, made, made.clocks),
  ]);
  const application: Application = { ...made, version: 1, choice: null, updatedAt: made.createdAt };
  auditWithCommit(on, scope, {
    region,
    at: made.createdAt,
    action: 'create',
    applicationId: id,
    before: null,
    after: stateForAudit(application),
    note: made.clocks.length === 0 ? undefined : { clocks: made.clocks },
  });
  return application;
};
