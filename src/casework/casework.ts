import {
  type Application,
  type AuditFilter,
  type AuditLink,
  type CaseBook,
  type CaseChange,
  type CaseFilter,
  type CaseRequest,
  type CaseScope,
  type Chosen,
  type Offer,
  type OfferSummary,
  SERVICE,
} from '../model/case-book.ts';
import type { IsoWeek } from '../model/iso-week.ts';
import type { OfferedAnswer } from '../model/offered-answer.ts';
import type { Override, OverrideWish } from '../model/override.ts';
import type { Planner } from '../model/planner.ts';
import type { WeeklyRow } from '../model/weekly.ts';
import type { Pack } from '../policy/pack.ts';
import { AskPlanner } from './ask-planner.ts';
import { caseId } from './case-id.ts';
import { CaseRefusal } from './case-refusal.ts';
import { type ClockRules, CaseClocks, type Limits, type PauseWish } from './case-clocks.ts';
import { stepsToConnection } from './clock-steps.ts';
import { chooseDecision } from './choose-decision.ts';
import { type Edit, editDecision } from './edit-decision.ts';
import { overrideDecision, signDecision } from './override-decision.ts';
import { type ShortAnswer, shortageOf } from './shortage-of.ts';
import { besideOwn, requestOf } from './request-of.ts';
import { stepTo } from './step-to.ts';
import { STEPS, type Taking } from './steps.ts';
import { placesIn } from './survey-decision.ts';
import { validUntil } from './validity.ts';
import { weeklyRows } from './weekly-rows.ts';

/** What casework stands on. */
export interface CaseworkParts extends ClockRules {
  readonly cases: CaseBook;
  readonly planner: Pick<Planner, 'supplyPlans' | 'urgentPlans' | 'chain' | 'regions'>;
  readonly now: () => Date;
  /** The day of a time in Asia/Shanghai. */
  readonly dayOf: (time: Date) => string;
}

/** What a caller applies for. */
export type NewApplication = Pick<Application, 'businessType' | 'externalNumber' | 'applicant'> & {
  readonly request: CaseRequest;
};

/** Steps of the table that a caller takes by name, with what each is given. */
export type PlainStep = Exclude<keyof typeof STEPS, 'approve' | 'expire' | 'notice'>;

/** A wish to choose a plan, as it came. */
export interface ChoiceWish {
  readonly offerId: string;
  readonly planId: string;
  readonly reason: string | null;
  readonly key: string;
  readonly requestHash: string;
}

/** The life of applications: who may do what, when, and what of it is kept. Throws a CaseRefusal where a step is not possible. */
export class Casework {
  readonly #parts: CaseworkParts;
  readonly #planner: AskPlanner;
  readonly #clocks: CaseClocks;

  constructor(parts: CaseworkParts) {
    this.#parts = parts;
    this.#planner = new AskPlanner(parts.planner);
    this.#clocks = new CaseClocks(parts);
  }

  async create(caller: CaseScope, wanted: NewApplication): Promise<Application> {
    const { region } = wanted.request;
    const now = this.#parts.now();
    const { applicant } = wanted;
    // A customer's application is the customer's own.
    const sub = caller.role === 'customer' ? caller.sub : applicant.sub;
    if (applicant.sub !== null && applicant.sub !== sub)
      throw new CaseRefusal('owner-not-allowed', { received: '/applicant/sub' });
    const made = await this.#parts.cases.create(caller, {
      ...wanted,
      applicant: { ...applicant, sub },
      region,
      id: caseId(now),
      status: 'draft',
      verified: {},
      survey: null,
      createdAt: now.toISOString(),
      validUntil: null,
      noticedFor: null,
      clocks: this.#clocks.first({ request: wanted.request, verified: {} }, this.#taking(caller)),
    });
    if (made === null) throw new CaseRefusal('external-number-taken', { received: wanted.externalNumber });
    return made;
  }

  async read(caller: CaseScope, id: string): Promise<Application> {
    const found = await this.#parts.cases.read(caller, id);
    if (found === null) throw new CaseRefusal('application-not-found', { received: id });
    return found;
  }

  list(caller: CaseScope, filter: CaseFilter): Promise<readonly Application[]> {
    return this.#parts.cases.list(caller, filter);
  }

  async edit(caller: CaseScope, id: string, edit: Edit): Promise<Application> {
    const taking = this.#taking(caller);
    if (edit.survey !== undefined) {
      const application = await this.read(caller, id);
      // Only who may enter a survey learns which places there are.
      editDecision(application, edit, taking);
      await this.#planner.checkPlaces(placesIn(edit.survey), application.region, taking.today);
    }
    return this.#change(id, taking, (application) => editDecision(application, edit, taking));
  }

  /** A step of the table after which nothing has to be computed. */
  step<S extends PlainStep>(
    caller: CaseScope,
    id: string,
    name: S,
    given: Parameters<(typeof STEPS)[S]>[2],
  ): Promise<Application> {
    const taking = this.#taking(caller);
    const decide = STEPS[name] as (
      ...with_: [Application, Taking, typeof given]
    ) => ReturnType<(typeof STEPS)[S]>;
    return this.#change(id, taking, (application) => decide(application, taking, given));
  }

  /** Approves the chosen plan; the time limits of its connection run from today. */
  async approve(caller: CaseScope, id: string): Promise<Application> {
    const taking = this.#taking(caller);
    const { choice } = await this.read(caller, id);
    const offer = choice === null ? null : await this.offerOf(caller, id, choice.offerId);
    const limits =
      choice === null || offer === null
        ? null
        : { pack: offer.pack, steps: stepsToConnection(offer, choice.planId) };
    return this.#change(
      id,
      taking,
      (application) => {
        const change = STEPS.approve(application, taking, undefined);
        if (application.choice?.id !== choice?.id)
          throw new CaseRefusal('wrong-state', {
            received: 'another plan has been chosen meanwhile',
            allowed: 'the plan that was looked at',
          });
        return change;
      },
      limits,
    );
  }

  /** Stops the clock of the application's time limit, for a reason that its pack allows. */
  pause(caller: CaseScope, id: string, wish: PauseWish): Promise<Application> {
    const taking = this.#taking(caller);
    return this.#change(id, taking, (application) => this.#clocks.pause(application, taking, wish));
  }

  /** Lets the clock of the application's time limit go on. */
  resume(caller: CaseScope, id: string): Promise<Application> {
    const taking = this.#taking(caller);
    return this.#change(id, taking, (application) => this.#clocks.resume(application, taking));
  }

  /**
   * Computes plans for an application and keeps them; holds nothing.
   *
   * @param include parts of the answer that are made only on demand.
   */
  async offer(
    caller: CaseScope,
    id: string,
    include: readonly string[] = [],
    signal?: AbortSignal,
  ): Promise<Offer> {
    const taking = this.#taking(caller);
    const asked = await this.read(caller, id);
    stepTo(asked, 'offer', caller);
    const request = requestOf(asked, { asOf: taking.today, isCustomer: caller.role === 'customer' });
    const own = await this.#parts.cases.ownRows(caller, asked);
    // What a survey has ruled out is named beside the plans.
    const named = (request.surveyed ?? []).length > 0 ? [...new Set([...include, 'rejected'])] : include;
    const answer = await this.#planner.plans(besideOwn(request, own), named, signal);
    const read = JSON.parse(answer) as OfferedAnswer & ShortAnswer;
    const { supplyClass } = read.classification;
    const pack = this.#packOf(read.policy.id);
    await this.#checkAsks(taking, pack);
    const offer = {
      id: caseId(this.#parts.now()),
      shortage: shortageOf(read, request.demand.capacityKva),
      request,
      answer,
      snapshotVersion: read.snapshot.version,
      ledgerVersion: read.ledgerVersion,
      pack: { id: read.policy.id, version: read.policy.version },
      catalogue: { id: read.catalogue.id, version: read.catalogue.version },
      createdBy: caller.sub,
      createdAt: taking.at,
      validUntil: validUntil(pack, 'offers', { supplyClass, from: taking.today }),
    };
    await this.#change(id, taking, (application) => {
      const status = stepTo(application, 'offer', caller);
      // The plans are for what was asked when they were computed.
      if (application.version !== asked.version && !isSameRequest(application, asked))
        throw new CaseRefusal('version-mismatch', {
          received: asked.version,
          allowed: [application.version],
        });
      const set = status === 'offered' ? { set: { validUntil: offer.validUntil } } : {};
      return { action: 'offer', status, offer, ...set };
    });
    return { ...offer, region: asked.region, applicationId: id, lapsed: false };
  }

  async offers(caller: CaseScope, id: string): Promise<readonly OfferSummary[]> {
    await this.read(caller, id);
    return this.#parts.cases.offers(caller, id);
  }

  async offerOf(caller: CaseScope, id: string, offerId: string): Promise<Offer> {
    await this.read(caller, id);
    const found = await this.#parts.cases.offer(caller, id, offerId);
    if (found === null) throw new CaseRefusal('offer-not-found', { received: offerId });
    return found;
  }

  /** What managers state otherwise of the plans of an offer. */
  async overrides(caller: CaseScope, id: string, offerId: string): Promise<readonly Override[]> {
    await this.read(caller, id);
    return this.#parts.cases.overrides(caller, id, offerId);
  }

  /** States a figure of an offered plan otherwise; it does not count yet. */
  async override(caller: CaseScope, id: string, offerId: string, wish: OverrideWish): Promise<Override> {
    const taking = this.#taking(caller);
    const offer = await this.offerOf(caller, id, offerId);
    const overrideId = caseId(this.#parts.now());
    await this.#change(id, taking, (application) =>
      overrideDecision(application, offer, wish, { taking, id: overrideId }),
    );
    return this.#overrideOf(caller, { id, offerId, overrideId });
  }

  /** Signs what another manager states; from then on it counts. */
  async signOverride(caller: CaseScope, id: string, offerId: string, overrideId: string): Promise<Override> {
    const taking = this.#taking(caller);
    const named = { id, offerId, overrideId };
    const override = await this.#overrideOf(caller, named);
    await this.#change(id, taking, (application) => signDecision(application, override, taking));
    return this.#overrideOf(caller, named);
  }

  /**
   * Chooses a plan and holds its capacity.
   *
   * @param answer what is answered, and answered again to the same key.
   */
  async choose(
    caller: CaseScope,
    id: string,
    wish: ChoiceWish,
    answer: (application: Application) => string,
  ): Promise<Chosen & { outcome: 'chosen' | 'repeated' }> {
    const { at, today } = this.#taking(caller);
    const choiceId = caseId(this.#parts.now());
    const { offerId, planId, reason, key, requestHash } = wish;
    const chosen = await this.#parts.cases.choose(caller, id, {
      offerId,
      key,
      requestHash,
      at,
      decide: (application, offer) => {
        const pack = this.#packOf(offer.pack.id);
        return chooseDecision(application, offer, { caller, planId, reason, choiceId, at, today }, pack);
      },
      check: (moved, offer, own) => this.#planner.look(moved, { offer, own }, planId),
      answer,
    });
    if (chosen.outcome === 'other-request') throw new CaseRefusal('key-reused', { received: key });
    if (chosen.outcome === 'not-found') throw new CaseRefusal('application-not-found', { received: id });
    if (chosen.outcome === 'offer-not-found') throw new CaseRefusal('offer-not-found', { received: offerId });
    return chosen;
  }

  audit(caller: CaseScope, filter: AuditFilter): Promise<readonly AuditLink[]> {
    return this.#parts.cases.audit(caller, filter);
  }

  /** The rows of the weekly table of a region, for managers and planners. */
  week(caller: CaseScope, region: string, week: IsoWeek): Promise<readonly WeeklyRow[]> {
    const { today } = this.#taking(caller);
    return weeklyRows({ ...this.#parts, today }, caller, region, week);
  }

  /** Ends applications whose day has passed. @returns their ids. */
  expire(): Promise<readonly string[]> {
    const taking = this.#taking(SERVICE);
    return this.#parts.cases.expire(taking.today, taking.at, (application) =>
      this.#withClocks(application, STEPS.expire(application, taking, undefined), taking),
    );
  }

  /** Tells applications that their day is near, each once for that day. @returns their ids. */
  giveNotice(): Promise<readonly string[]> {
    const taking = this.#taking(SERVICE);
    const days = new Map(this.#parts.packs.map(({ id, answer }) => [id, answer.notice.days]));
    return this.#parts.cases.giveNotice(taking.today, taking.at, days, (application) =>
      STEPS.notice(application, taking, undefined),
    );
  }

  async #overrideOf(
    caller: CaseScope,
    {
      id,
      offerId,
      overrideId,
    }: { readonly id: string; readonly offerId: string; readonly overrideId: string },
  ): Promise<Override> {
    const found = (await this.overrides(caller, id, offerId)).find((one) => one.id === overrideId);
    if (found === undefined) throw new CaseRefusal('override-not-found', { received: overrideId });
    return found;
  }

  /** Customers have a few plan sets a day: what there is room for is not to be found out by asking. */
  async #checkAsks({ caller, today }: Taking, { answer: { asks } }: Pick<Pack, 'answer'>): Promise<void> {
    if (caller.role !== 'customer') return;
    // A day of Asia/Shanghai, which keeps one offset.
    const made = await this.#parts.cases.countOffers(caller, caller.sub, `${today}T00:00:00+08:00`);
    if (made >= asks.perDay)
      throw new CaseRefusal('asked-too-often', { received: made, allowed: `${asks.perDay} offers a day` });
  }

  async #change(
    id: string,
    taking: Taking,
    decide: Parameters<CaseBook['change']>[3],
    toConnection: Limits | null = null,
  ): Promise<Application> {
    const changed = await this.#parts.cases.change(taking.caller, id, taking.at, (application) =>
      this.#withClocks(application, decide(application), taking, toConnection),
    );
    if (changed === 'number-taken') throw new CaseRefusal('external-number-taken');
    if (changed === 'signed-already')
      throw new CaseRefusal('signed-already', { received: id, allowed: 'one that is not signed yet' });
    if (changed === null) throw new CaseRefusal('application-not-found', { received: id });
    return changed;
  }

  #withClocks(
    application: Application,
    change: CaseChange,
    taking: Taking,
    toConnection: Limits | null = null,
  ): CaseChange {
    const clocks = this.#clocks.after(application, change, taking, toConnection);
    return clocks.length === 0 ? change : { ...change, clocks };
  }

  #taking(caller: CaseScope): Taking {
    const now = this.#parts.now();
    return { caller, at: now.toISOString(), today: this.#parts.dayOf(now) };
  }

  #packOf(id: string): Pack {
    const pack = this.#parts.packs.find((one) => one.id === id);
    if (pack === undefined) throw new Error(`policy pack ${id} of an offer is no longer loaded`);
    return pack;
  }
}

const isSameRequest = (a: Application, b: Application): boolean =>
  JSON.stringify([a.request, a.verified, a.survey]) === JSON.stringify([b.request, b.verified, b.survey]);
