import { setTimeout as sleep } from 'node:timers/promises';
import { placeAt } from '../../test/support/drawn-grid.ts';
import { seeded } from '../../test/support/random-grid.ts';
import { FULL_BUS, TIED } from './region.ts';

/** A choice that was acknowledged. */
export interface Acknowledged {
  readonly application: string;
  readonly commitmentId: string;
  readonly kva: number;
  readonly kind: string;
  readonly nodeId: string;
  readonly feederId: string;
  readonly busId: string;
  /** Elements that take the supply over when its feeder is lost. */
  readonly backedBy: readonly string[];
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
  }[];
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
/** Plans that are no promise of today's room. */
const NOT_TODAY = ['staged', 'hv-referral', 'temporary-lease'];
/** Offers without a fitting plan after which a client takes the place for full. */
const EMPTY_OFFERS = 3;
/** One in so many applies at the tied feeder, far from the others. */
const AT_TIED = 8;

/** One customer manager after the other: applies, has plans offered, chooses one of those that fit, begins anew. */
export class Client {
  readonly #counter: Counter;
  readonly #random: () => number;
  readonly #name: string;
  readonly #isAtTied: boolean;
  #sent = 0;

  constructor(counter: Counter, number: number) {
    this.#counter = counter;
    this.#random = seeded(1000 + number);
    this.#name = `client-${number}`;
    this.#isAtTied = number % AT_TIED === AT_TIED - 1;
  }

  /** Goes on until the place is full, or all is over. */
  async run(): Promise<void> {
    for (let empty = 0; empty < EMPTY_OFFERS && !this.#counter.isOver;)
      empty = (await this.#one()) ? 0 : empty + 1;
  }

  #pick = <T>(from: readonly T[]): T => from[Math.floor(this.#random() * from.length)]!;

  /** @returns whether a plan was chosen. */
  async #one(): Promise<boolean> {
    const [x, y] = this.#isAtTied ? TIED.at : [0, 0];
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

  /** What fits as it is, on the busbar of the place; at the tied feeder on that alone. */
  #isWanted({ kind, sources: [source] }: Plan): boolean {
    if (NOT_TODAY.includes(kind)) return false;
    return this.#isAtTied ? source?.feederId === TIED.feeder : source?.busId === FULL_BUS;
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
    this.#counter.acknowledged.push({ application, commitmentId, kva, kind, ...where });
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
