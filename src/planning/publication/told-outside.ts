import type { Audience, PublishedElement, ToldOutside } from '../../model/publication.ts';

/** Room as it is told: over the limit is no room. */
function bandOf(
  openKva: number | null,
  bands: readonly number[] | null,
): Pick<ToldOutside, 'openFromKva' | 'openToKva'> {
  if (openKva === null) return { openFromKva: null, openToKva: null };
  const room = Math.max(0, openKva);
  if (bands === null) return { openFromKva: room, openToKva: room };
  const above = bands.findIndex((end) => end > room);
  const [from, to] = above < 0 ? [bands.at(-1), null] : [bands[above - 1], bands[above]];
  return { openFromKva: from ?? 0, openToKva: to ?? null };
}

/**
 * Published elements as those outside are told of them: nothing that belongs to one customer, and room as the policy
 * tells it.
 */
export const toldOutside = (elements: readonly PublishedElement[], { bandsKva }: Audience): ToldOutside[] =>
  elements
    .filter(({ dedicated, ofCustomer }) => !dedicated && !ofCustomer)
    .map(({ kind, id, name, at, shape, openKva }) => ({
      kind,
      id,
      name,
      at,
      shape,
      ...bandOf(openKva, bandsKva),
    }));
