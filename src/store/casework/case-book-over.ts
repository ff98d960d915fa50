import { type CaseBook, SERVICE } from '../../model/case-book.ts';
import { StoreFault } from '../store-fault.ts';
import { CASE_EVENTS, lastCaseEvents, readCaseEvents } from './case-events.ts';
import { changeApplication } from './change-application.ts';
import { chooserOf } from './choose-plan.ts';
import { readDocument, readDocuments } from './documents.ts';
import { expireDue } from './expire-due.ts';
import { type CaseDb, inScope } from './in-scope.ts';
import { insertApplication } from './insert-application.ts';
import { listApplications } from './list-applications.ts';
import { noticeDue } from './notice-due.ts';
import { SignedAlready, readOverrides } from './overrides.ts';
import { isNew, readOwnRows } from './own-rows.ts';
import { readApplication } from './read-application.ts';
import { readAudit } from './read-audit.ts';
import { countOffers, readOffer, readOffers } from './read-offers.ts';
import { readWeek } from './read-week.ts';
import { verifyAudit } from './verify-audit.ts';

/** SQLSTATE of a key that is taken; the external number is the only one that a caller chooses. */
const TAKEN = '23505';

const unlessTaken = async <T, U>(work: Promise<T>, taken: U): Promise<T | U> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreFault && error.code === TAKEN && error.message.includes('external_number'))
      return taken;
    throw error;
  }
};

const unlessSigned = async <T>(work: Promise<T>): Promise<T | 'signed-already'> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SignedAlready) return 'signed-already';
    throw error;
  }
};

/** The record of cases over a migrated database. */
export const caseBookOver = (db: CaseDb): CaseBook => {
  const choose = chooserOf(db);
  return {
    create: (scope, application) =>
      unlessTaken(
        inScope(db, scope, (on) => insertApplication(on, scope, application)),
        null,
      ),
    read: (scope, id) => inScope(db, scope, (on) => readApplication(on, id, { locked: false })),
    list: (scope, filter) => inScope(db, scope, (on) => listApplications(on, filter)),
    change: (scope, id, at, decide) =>
      unlessSigned(
        unlessTaken(
          inScope(db, scope, async (on) => {
            const application = await readApplication(on, id, { locked: true });
            if (application === null) return null;
            return changeApplication(on, scope, { application, change: decide(application), at });
          }),
          'number-taken' as const,
        ),
      ),
    file: (scope, id, at, decide) =>
      inScope(db, scope, async (on) => {
        const application = await readApplication(on, id, { locked: true });
        if (application === null) return null;
        const change = decide(application, await readDocuments(on, id));
        return changeApplication(on, scope, { application, change, at });
      }),
    documents: (scope, applicationId) => inScope(db, scope, (on) => readDocuments(on, applicationId)),
    document: (scope, applicationId, documentId) =>
      inScope(db, scope, (on) => readDocument(on, applicationId, documentId)),
    ownRows: (scope, application) =>
      isNew(application) ? Promise.resolve([]) : inScope(db, scope, (on) => readOwnRows(on, application)),
    offers: (scope, applicationId) => inScope(db, scope, (on) => readOffers(on, applicationId)),
    offer: (scope, applicationId, offerId) =>
      inScope(db, scope, (on) => readOffer(on, applicationId, offerId)),
    overrides: (scope, applicationId, offerId) =>
      inScope(db, scope, (on) => readOverrides(on, applicationId, offerId)),
    countOffers: (scope, by, since) => inScope(db, scope, (on) => countOffers(on, by, since)),
    choose,
    audit: (scope, filter) => inScope(db, scope, (on) => readAudit(on, filter)),
    week: (scope, week) => inScope(db, scope, (on) => readWeek(on, week)),
    verifyAudit: (scope, region) => inScope(db, scope, (on) => verifyAudit(on, region), 'snapshot'),
    events: (scope, applicationId, after, limit) =>
      inScope(db, scope, (on) => readCaseEvents(on, applicationId, after, limit), 'snapshot'),
    lastEvents: (applicationIds) => inScope(db, SERVICE, (on) => lastCaseEvents(on, applicationIds)),
    hearEvents: (hear) => db.listen(CASE_EVENTS, hear),
    expire: (today, at, decide) => expireDue(db, today, at, decide),
    giveNotice: (today, at, days, decide) => noticeDue(db, today, at, days, decide),
  };
};
