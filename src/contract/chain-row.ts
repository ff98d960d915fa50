import { z } from 'zod';
import { elementId, isoDay } from './figures.ts';
import { elementKind, hour, quality, season } from './plan-words.ts';

const kva = (description: string) => z.number().nullable().meta({ description });

/** One element on the way from a source up to the main transformer. left = limit − peak − committed − added. */
export const chainRow = z
  .strictObject({
    elementId,
    kind: elementKind,
    ratingKva: kva('Rating, kVA; null = unknown, never room.'),
    limitKva: kva('k × rating, kVA.'),
    peakKva: kva('Peak that counts, kVA.'),
    committedKva: z
      .number()
      .meta({ description: 'Promised and not yet in the peak, kVA after coincidence.' }),
    addedKva: z.number().meta({ description: 'What this request adds, kVA after coincidence.' }),
    leftKva: kva('What is left, kVA; null = unknown.'),
    season: season.nullable(),
    hour,
    quality: quality.nullable(),
    asOf: isoDay.nullable().meta({ description: 'Day of the peak.' }),
    rule: z.string(),
  })
  .meta({ id: 'ChainRow' });

/** What a chain comes to. */
export const chainSummary = {
  openKva: kva('Open capacity (可开放容量), kVA: least left over the chain; null when any of it is unknown.'),
  openKnownKva: kva('Least left over what is known, kVA; null when nothing is.'),
  bindingElementId: elementId.nullable().meta({ description: 'Element with the least left.' }),
  unknownElementIds: z.array(elementId).meta({ description: 'Elements of which rating or peak is unknown.' }),
};
