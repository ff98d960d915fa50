import type { Application, CaseChange, CaseScope } from '../../model/case-book.ts';
import type { Row } from '../../model/record.ts';
import { writeAsBuilt } from '../as-built/write-as-built.ts';
import type { Queries } from '../db.ts';
import { StoreFault } from '../store-fault.ts';
import { auditWithCommit } from './append-audit.ts';
import { keepClocks } from './clocks.ts';
import { fileDocuments } from './documents.ts';
import { endChoice } from './end-choice.ts';
import { insertOffer } from './insert-offer.ts';
import { insertOverride, signOverride } from './overrides.ts';
import { readApplication } from './read-application.ts';
import { type CaseQueries, stepLedger } from './step-ledger.ts';
import { stateForAudit } from './state-for-audit.ts';

const UPDATE = `
  update applications set
    status = $3, business_type = $4, external_number = $5, applicant_name = $6, applicant_contact = $7,
    owner_sub = $8, request = $9::jsonb, verified = $10::jsonb, valid_until = $11::date,
    updated_at = $12::timestamptz, survey = $13::jsonb, noticed_for = $14::date, version = version + 1
  where region_id = $1 and id = $2`;

const HELD = `
  select c.id, c.origin, c.external_number, c.at_kind, c.at_id, c.kva, c.category, c.committed_on, c.connected_on,
         c.purpose, c.for_element
  from holds h join commitments c on c.region_id = h.region_id and c.id = h.commitment_id
  where h.region_id = $1 and h.choice_id = $2 order by c.id collate "C"`;

/** What of a choice is switched on: its supplies with all that goes with them, or their later stages. */
type Part = 'supplies' | 'later-stages';

interface Connection {
  readonly region: string;
  readonly choiceId: string;
  readonly day: string;
  readonly part: Part;
}

/** What is held counts until a peak after this day has been imported. */
const connect = async (on: CaseQueries, { region, choiceId, day, part }: Connection) => {
  const held = (await on.query(HELD, [region, choiceId])) as unknown as readonly Row<'commitments'>[];
  for (const row of held)
    if ((row.purpose === 'later') === (part === 'later-stages'))
      await stepLedger(on, region, row.id, { ...row, connected_on: day });
};

const update = async (on: Queries, application: Application, change: CaseChange, at: string) => {
  const { region, id, applicant, ...rest } = { ...application, ...change.set };
  const changed = await on.run(UPDATE, [
    region,
    id,
    change.status,
    rest.businessType,
    rest.externalNumber,
    applicant.name,
    applicant.contact,
    applicant.sub,
    JSON.stringify(rest.request),
    JSON.stringify(rest.verified),
    rest.validUntil,
    at,
    rest.survey === null ? null : JSON.stringify(rest.survey),
    rest.noticedFor,
  ]);
  if (changed !== 1) throw new StoreFault(`application ${id} could not be changed`);
};

/** What a step does beside the application's own row. */
const alongside = async (on: CaseQueries, application: Application, change: CaseChange, at: string) => {
  const { region, id, choice } = application;
  if (change.lapseOffers === true)
    await on.run('update offers set lapsed = true where region_id = $1 and application_id = $2', [
      region,
      id,
    ]);
  if (change.offer !== undefined) await insertOffer(on, application, change.offer);
  if (change.override !== undefined) await insertOverride(on, application, change.override);
  if (change.signedOverride !== undefined) await signOverride(on, application, change.signedOverride);
  await keepClocks(on, application, change.clocks ?? []);
  await fileDocuments(on, application, change);
  if (change.endsChoice === true) await endChoice(on, application, change.action, at);
  await writeAsBuilt(on, application, change);
  if (choice === null) return;
  if (change.signature !== undefined)
    await on.run('update choices set signatures = signatures || $3::jsonb where region_id = $1 and id = $2', [
      region,
      choice.id,
      JSON.stringify([change.signature]),
    ]);
  const { connectedOn, laterConnectedOn } = change;
  const { id: choiceId } = choice;
  if (connectedOn !== undefined) await connect(on, { region, choiceId, day: connectedOn, part: 'supplies' });
  if (laterConnectedOn !== undefined)
    await connect(on, { region, choiceId, day: laterConnectedOn, part: 'later-stages' });
};

/** Makes a step with a locked application and links it to the audit. */
export const changeApplication = async (
  on: CaseQueries,
  scope: CaseScope,
  { application, change, at }: { application: Application; change: CaseChange; at: string },
): Promise<Application> => {
  await alongside(on, application, change, at);
  const [, after] = await Promise.all([
    update(on, application, change, at),
    readApplication(on, application.id, { locked: false }),
  ]);
  if (after === null) throw new StoreFault(`application ${application.id} left its own scope`);
  const { region, id, applicant } = application;
  const isRenamed = applicant.name !== after.applicant.name || applicant.contact !== after.applicant.contact;
  auditWithCommit(on, scope, {
    region,
    at,
    action: change.action,
    applicationId: id,
    before: stateForAudit(application),
    after: stateForAudit(after),
    note: {
      ...change.note,
      ...(change.clocks === undefined || change.clocks.length === 0 ? {} : { clocks: change.clocks }),
      ...(isRenamed ? { applicantChanged: true } : {}),
      ...(change.offer === undefined
        ? {}
        : { offerId: change.offer.id, pack: change.offer.pack, catalogue: change.offer.catalogue }),
    },
  });
  return after;
};
