import type { Application } from '../../model/case-book.ts';

/** An application as the audit tells it: without name and contact, which stay in casework. */
export const stateForAudit = ({ applicant, choice, region: _, id: __, ...rest }: Application) => ({
  ...rest,
  ownerSub: applicant.sub,
  choice,
});
