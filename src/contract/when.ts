import { z } from 'zod';
import { SEASON_SENTENCES } from './plan-words.ts';
import { words } from './words.ts';

const askedSeason = words('Season whose peaks count; left out = that of the policy.', {
  ...SEASON_SENTENCES,
  worst: 'For each element the known season that leaves least.',
});

/** Query fields that say when room is asked for. */
export const whenQuery = {
  season: askedSeason.optional(),
  hour: z.int().min(0).max(23).optional().meta({
    description:
      "Hour of the day, 0…23; left out = the day's peak, which also counts where no course of the day is known.",
  }),
};
