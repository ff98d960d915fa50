import { setTimeout as sleep } from 'node:timers/promises';
import { placeAt } from '../../test/support/drawn-grid.ts';
import { seeded } from '../../test/support/random-grid.ts';
import { FULL_BUS, STAGED, TIED } from './region.ts';

/** A choice that was acknowledged. */
export interface Acknowledged {
  readonly application: string;
  readonly commitmentId: string;
  readonly kva: number;
  /** Of it, what is had before any works. */
  readonly nowKva: number;
  readonly kind: string;
  readonly nodeId: string;
  readonly feederId: string;
  readonly busId: string;
  /** Elements that take the supply over when its feeder is lost. */
  readonly backedBy: readonly string[];
  /** Limits on its way after the works that its plan asks for, kVA by element. */
  readonly limitKva: ReadonlyMap<string, number | null>;
}

/** What the clients share. */
export interface Counter {
  readonly addresses: readonly string[];
  readonly token: string;
  readonly acknowledged: Acknowledged[];
  /** Milliseconds of each acknowledged choice, from the first try on. */
  readonly choiceMs: number[];
  /** Choices that were refused because the room was gone, and requests that failed and were sent again. */
  refused: number;
  again: number;
  isOver: boolean;
}

interface Plan {
  readonly id: string;
  readonly kind: string;
  readonly suppliesKva: number;
  readonly sources: readonly {
    readonly nodeId: string;
    readonly feederId: string | null;
    readonly busId: string | null;
    readonly chain: readonly { readonly elementId: string; readonly limitKva: number | null }[];
  }[];
  readonly stages: readonly { readonly capacityKva: number; readonly works: readonly string[] }[];
  readonly security: { readonly backedBy: readonly { readonly elementId: string }[] };
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const SIZES_KVA = [60, 80, 100, 125, 160, 200];
/** A request whose process dies is sent to another one, so often at most. */
const MOST_TRIES = 400;
const PATIENCE_MS = 15_000;
/** Plans that are no promise of room. */
const NO_PROMISE = ['hv-referral', 'temporary-lease'];
/** Offers without a fitting plan after which a client takes the place for full. */
const EMPTY_OFFERS = 3;
/** One in so many applies at the tied feeder, and one at the feeder whose first section is thin, far from the others. */
const APART = 8;
const PLACES = { [APART - 1]: TIED, [APART - 2]: STAGED } as const;

/** What a plan gives before any works, kVA. */
function nowKvaOf({ kind, suppliesKva, stages: [first] }: Plan): number {
  if (kind !== 'staged') return suppliesKva;
  return first === undefined || first.works.length > 0 ? 0 : first.capacityKva;
}

/** One customer manager after the other: applies, has plans offered, chooses one of those that fit, begins anew. */
export class Client {
  readonly #counter: Counter;
  readonly #random: () => number;
  readonly #name: string;
  /** Where it applies; `undefined` = at the place that fills up. */
  readonly #apart: typeof TIED | typeof STAGED | undefined;
  #sent = 0;

  constructor(counter: Counter, number: number) {
    this.#counter = counter;
    this.#random = seeded(1000 + number);
    this.#name = `client-${number}`;
    this.#apart = PLACES[number % APART];
  }

  /** Goes on until the place is full, or all is over. */
  async run(): Promise<void> {
    for (let empty = 0; empty < EMPTY_OFFERS && !this.#counter.isOver;)
      empty = (await this.#one()) ? 0 : empty + 1;
  }

  #pick = <T>(from: readonly T[]): T => from[Math.floor(this.#random() * from.length)]!;

  /** @returns whether a plan was chosen. */
  async #one(): Promise<boolean> {
    const [x, y] = this.#apart?.at ?? [0, 0];
    const [east, north] = [x + this.#random() * 300 - 150, y + this.#random() * 300 - 150];
    const made = await this.#post('/v1/applications', {
      site: { ...placeAt([east, north]), crs: 'WGS84' },
      demand: { capacityKva: this.#pick(SIZES_KVA) },
      customer: { category: 'industrial' },
      applicant: { name: this.#name, contact: '0' },
    });
    const { id } = made.body as { id: string };
    await this.#post(`/v1/applications/${id}/acceptance`, {});
    while (!this.#counter.isOver) {
      const offered = await this.#post(`/v1/applications/${id}/offers`, {});
      const { offerId, plans = [] } = offered.body as { offerId: string; plans?: Plan[] };
      const fitting = plans.filter((plan) => this.#isWanted(plan));
      if (fitting.length === 0) return false;
      if (await this.#choose(id, offerId, this.#pick(fitting))) return true;
    }
    return false;
  }

  /** What fits as it is, on the busbar of the place; apart on the feeder there, and in stages where that is thin. */
  #isWanted({ kind, sources: [source] }: Plan): boolean {
    if (NO_PROMISE.includes(kind) || (kind === 'staged' && this.#apart !== STAGED)) return false;
    return this.#apart === undefined ? source?.busId === FULL_BUS : source?.feederId === this.#apart.feeder;
  }

  async #choose(application: string, offerId: string, plan: Plan): Promise<boolean> {
    const from = performance.now();
    const key = `${this.#name}-${this.#sent++}`;
    const chosen = await this.#post(
      `/v1/applications/${application}/choice`,
      { offerId, planId: plan.id },
      key,
    );
    if (chosen.status === 409) {
      this.#counter.refused++;
      return false;
    }
    if (chosen.status !== 201) throw new Error(`a choice was answered ${JSON.stringify(chosen)}`);
    const { commitmentId } = chosen.body as { commitmentId: string };
    const [source] = plan.sources;
    const { kind, suppliesKva: kva } = plan;
    this.#counter.choiceMs.push(performance.now() - from);
    const { nodeId = '', feederId, busId } = source ?? {};
    const backedBy = plan.security.backedBy.map(({ elementId }) => elementId);
    const where = { nodeId, feederId: feederId ?? '', busId: busId ?? '', backedBy };
    const limitKva = new Map(source?.chain.map((row) => [row.elementId, row.limitKva]));
    const what = { kva, nowKva: nowKvaOf(plan), kind, limitKva };
    this.#counter.acknowledged.push({ application, commitmentId, ...what, ...where });
    // Whoever is not sure sends it once more: it is the same choice.
    if (this.#random() < 0.1) {
      const again = await this.#post(
        `/v1/applications/${application}/choice`,
        { offerId, planId: plan.id },
        key,
      );
      const { commitmentId: same } = again.body as { commitmentId: string };
      if (same !== commitmentId) throw new Error(`key ${key} chose twice: ${commitmentId}, then ${same}`);
    }
    return true;
  }

  /** Sends a request to one process or another until one of them answers. */
  async #post(path: string, body: object, key?: string): Promise<Reply> {
    for (let tried = 0; tried < MOST_TRIES; tried++) {
      const reply = await this.#once(path, body, key);
      // An acceptance that was sent twice finds its state reached.
      if (reply !== null && reply.status < 500) return reply;
      this.#counter.again++;
      await sleep(50 + 200 * this.#random());
    }
    throw new Error(`${path} was not answered in ${MOST_TRIES} tries`);
  }

  async #once(path: string, body: object, key?: string): Promise<Reply | null> {
    const { addresses, token } = this.#counter;
    try {
      const answer = await fetch(this.#pick(addresses) + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: answer.status, body: await answer.json() };
    } catch {
      return null;
    }
  }
}
