import type { CaseScope } from '../../model/case-book.ts';
import type { Planner } from '../../model/planner.ts';
import type { GridFigures } from '../../model/grid-figures.ts';
import type { Audience, PublicationBook, PublishOutcome, Publishing } from '../../model/publication.ts';
import type { Store } from '../../model/store.ts';
import type { Pack } from '../../policy/pack.ts';

/** What publishing stands on. */
export interface PublisherParts {
  readonly planner: Pick<Planner, 'gridFigures'>;
  readonly store: Pick<Store, 'readRegion' | 'regions'> & { readonly publications: PublicationBook };
  readonly pack: Pick<Pack, 'id' | 'version' | 'disclosure'>;
  readonly now: () => Date;
  /** The day of a time in Asia/Shanghai. */
  readonly dayOf: (time: Date) => string;
}

/** Reads of one state may fail while the record moves on: so often they are tried. */
const TRIES = 5;

const audienceOf = ({ audience: { rule, customers }, outside }: Pack['disclosure']): Audience => ({
  rule,
  customers,
  bandsKva: outside.bandsKva,
});

/** The month of a day, and the one before it. */
function monthsAt(day: string): readonly [now: string, before: string] {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const before = month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
  return [day.slice(0, 7), before];
}

/** Publishes months from the record and the planner that follows it. */
export class Publisher implements Publishing {
  readonly #parts: PublisherParts;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  /** @cost one pass over the region in a thread, and a row for each feeder and transformer. */
  async publish(
    scope: CaseScope,
    { region, month }: { readonly region: string; readonly month: string },
    signal?: AbortSignal,
  ): Promise<PublishOutcome> {
    const { store, dayOf, now } = this.#parts;
    const publication = await store.publications.read(region, month);
    if (publication !== null) return { outcome: 'repeated', publication };
    const allowed = monthsAt(dayOf(now()));
    if (!allowed.includes(month)) return { outcome: 'month-not-now', allowed };
    let last: PublishOutcome = { outcome: 'moved' };
    for (let tried = 0; tried < TRIES && last.outcome === 'moved'; tried++)
      last = await this.#freeze(scope, region, month, signal);
    return last;
  }

  /** The region is not in the record, or went while it was read. */
  async #notFound(region: string): Promise<PublishOutcome> {
    const allowed = (await this.#parts.store.regions()).map(({ id }) => id).sort();
    return allowed.includes(region) ? { outcome: 'moved' } : { outcome: 'region-not-found', allowed };
  }

  async #freeze(
    scope: CaseScope,
    region: string,
    month: string,
    signal?: AbortSignal,
  ): Promise<PublishOutcome> {
    const { planner, store, pack, now, dayOf } = this.#parts;
    const books = await store.readRegion(region, ['commitments']);
    if (books === null) return this.#notFound(region);
    const at = now();
    const asOf = dayOf(at);
    const cases = books.rows.commitments;
    // Everything of a region is looked at: a planner's right.
    const answer = await planner.gridFigures({ region, asOf, cases }, 'planner', signal);
    if (!answer.ok) return { outcome: 'declined', declined: answer };
    // The thread made it so.
    const found = JSON.parse(answer.body) as GridFigures;
    const { dataVersion, ledgerVersion, dataAsOf } = books.state;
    if (found.ledgerVersion !== ledgerVersion || found.version !== dataVersion) return { outcome: 'moved' };
    const head = {
      region,
      month,
      asOf,
      dataVersion,
      ledgerVersion,
      dataAsOf,
      pack: { id: pack.id, version: pack.version },
      audience: audienceOf(pack.disclosure),
      publishedBy: scope.sub,
      publishedAt: at.toISOString(),
    };
    return store.publications.publish(scope, head, found.elements);
  }
}
