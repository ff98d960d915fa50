import { type Leaning, placeOf } from './region.ts';

/** An application with an offer that can be chosen from. */
interface Ready {
  readonly id: string;
  readonly offerId: string;
  readonly planId: string;
}

/** What all clients are told. */
export interface Run {
  readonly address: string;
  readonly token: string;
  readonly leaning: Leaning;
}

/** Above low voltage, small enough that everything fits. */
const KVA = 200;
const ROOM_GONE = 'room-gone';
const KINDS = ['mv-tee', 'mv-bay', 'mv-cut-in'];

/** A customer manager with some applications that wait for their choice, at a process of the service. */
export class Client {
  readonly #run: Run;
  readonly #number: number;
  readonly #ready: Ready[] = [];
  #offers = 0;
  /** Milliseconds of each choice, from the request to the answer. */
  readonly ms: number[] = [];

  constructor(run: Run, number: number) {
    [this.#run, this.#number] = [run, number];
  }

  /** Applies, is accepted and has plans offered, so many times. */
  async prepare(count: number): Promise<void> {
    const site = { ...placeOf(this.#number, this.#run.leaning), crs: 'WGS84' };
    for (let i = 0; i < count; i++) {
      const applicant = { name: `client-${this.#number}`, contact: '0' };
      const asked = { site, demand: { capacityKva: KVA }, customer: { category: 'industrial' }, applicant };
      const { id } = (await this.#post('', asked)) as { id: string };
      await this.#post(`/${id}/acceptance`, {});
      this.#ready.push(await this.#offered(id));
    }
  }

  /** Chooses a plan of each, one after the other; where the room is gone, of a fresh offer. */
  async chooseAll(): Promise<void> {
    for (const ready of this.#ready)
      for (let next: Ready | null = ready; next !== null;)
        next = (await this.#choose(next)) ? null : await this.#offered(next.id);
  }

  async #offered(id: string): Promise<Ready> {
    const { offerId, plans } = (await this.#post(`/${id}/offers`, {})) as {
      offerId: string;
      plans: { id: string; kind: string }[];
    };
    const fitting = plans.filter(({ kind }) => KINDS.includes(kind));
    // Evenly over the feeders there are.
    const plan = fitting[(this.#number + this.#offers++) % fitting.length];
    if (plan === undefined) throw new Error(`client ${this.#number} was offered nothing that fits`);
    return { id, offerId, planId: plan.id };
  }

  /** @returns whether the room was still there. */
  async #choose({ id, offerId, planId }: Ready): Promise<boolean> {
    const from = performance.now();
    const made = await this.#post(`/${id}/choice`, { offerId, planId }, offerId);
    if (made === ROOM_GONE) return false;
    this.ms.push(performance.now() - from);
    return true;
  }

  async #post(path: string, body: object, key?: string): Promise<unknown> {
    const { address, token } = this.#run;
    const answer = await fetch(`${address}/v1/applications${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.status === 409 && text.includes(ROOM_GONE)) return ROOM_GONE;
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text.slice(0, 400)}`);
    return JSON.parse(text);
  }
}
