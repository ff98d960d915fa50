import type { ScreeningAnswer } from '../../../contract/screenings.ts';
import type { ColourName } from '../../map/colour.ts';

/** What can become of a site, the best first, with the colour and size it is drawn in. */
export const OUTCOME_LOOKS = {
  fits: { name: 'left-plenty', radius: 5 },
  staged: { name: 'left-some', radius: 6 },
  referral: { name: 'plan-4', radius: 6 },
  none: { name: 'left-none', radius: 7 },
  refused: { name: 'left-unknown', radius: 5 },
  fault: { name: 'ink', radius: 7 },
  'not-screened': { name: 'left-unknown', radius: 4 },
} as const satisfies Readonly<
  Record<
    keyof ScreeningAnswer['outcomes'] | 'not-screened',
    { readonly name: ColourName; readonly radius: number }
  >
>;

export type Outcome = keyof typeof OUTCOME_LOOKS;

export const OUTCOMES = Object.keys(OUTCOME_LOOKS) as readonly Outcome[];

export const OUTCOME_CHOICES = ['all', ...OUTCOMES] as const;

/** Whether nothing of a screening will change any more. */
export const hasEnded = (status: string): boolean => status !== 'receiving' && status !== 'running';
