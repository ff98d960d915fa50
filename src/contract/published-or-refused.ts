import type { Publication, PublishOutcome, Published } from '../model/publication.ts';
import { declinedRefusal } from './declined-refusal.ts';
import { Refusal } from './refusal.ts';

/**
 * A month that is published now, or was before.
 *
 * @throws Refusal `month-not-now`, `region-not-found`, `not-ready` while the record moves on, or what the planner declines.
 */
export function publishedOrRefused(
  outcome: PublishOutcome,
  { region, month }: { readonly region: string; readonly month: string },
): Extract<Published, { publication: Publication }> {
  const notNow = (allowed: string | readonly string[]): Refusal =>
    new Refusal('month-not-now', [{ pointer: '/month', code: 'out-of-range', received: month, allowed }]);
  switch (outcome.outcome) {
    case 'declined':
      throw declinedRefusal(outcome.declined);
    case 'region-not-found': {
      const { allowed } = outcome;
      throw new Refusal('region-not-found', [
        { pointer: '/region', code: 'not-known', received: region, allowed },
      ]);
    }
    case 'moved':
      throw new Refusal('not-ready');
    case 'month-not-now':
      throw notNow(outcome.allowed);
    case 'out-of-order':
      throw notNow(`a month after ${outcome.latest}`);
    case 'published':
    case 'repeated':
      return outcome;
  }
}
