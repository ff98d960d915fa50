import type { CustomerFacts } from './demand.ts';

/** What a site survey found about one thing, and why it is so. */
export type SurveyFinding = { readonly reason: string } & (
  | {
      readonly about: 'source';
      /** Power source, or cable section that would be cut. */
      readonly placeId: string;
      readonly usable: boolean;
      /** What it carries at most, kVA; `null` = nothing found against what the model says. */
      readonly mostKva: number | null;
    }
  | {
      readonly about: 'length';
      readonly placeId: string;
      /** Measured length of the route there, m. */
      readonly lengthM: number;
    }
  | {
      readonly about: 'fact';
      readonly fact: keyof CustomerFacts;
      /** `false`: what was stated is not so; the request says what is. */
      readonly holds: boolean;
    }
);

/** A site survey (现场勘察): where it differs from the model, it counts. */
export interface Survey {
  /** ISO day. */
  readonly surveyedOn: string;
  readonly findings: readonly SurveyFinding[];
  /** Who entered it, and when (ISO time). */
  readonly by: string;
  readonly at: string;
}
