import type { Application } from '../../model/case-book.ts';

/** An application as the audit tells it: without name and contact, which stay in casework. */
export const stateForAudit = (application: Application) => ({
  status: application.status,
  businessType: application.businessType,
  externalNumber: application.externalNumber,
  ownerSub: application.applicant.sub,
  request: application.request,
  verified: application.verified,
  survey: application.survey,
  version: application.version,
  validUntil: application.validUntil,
  choice: application.choice,
});
