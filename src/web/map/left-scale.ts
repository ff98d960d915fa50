import type { ExpressionSpecification } from 'maplibre-gl';
import { type ColourName, colour } from './colour.ts';

/** Steps of what is left, kVA: from each on, its colour. */
export const LEFT_STEPS: readonly { readonly fromKva: number; readonly colour: ColourName }[] = [
  { fromKva: -Infinity, colour: 'left-none' },
  { fromKva: 1, colour: 'left-little' },
  { fromKva: 400, colour: 'left-some' },
  { fromKva: 1000, colour: 'left-much' },
  { fromKva: 3000, colour: 'left-plenty' },
];

/** Colour by a property in kVA, such as the open capacity of a grid element; grey where it is unknown. */
export const leftColour = (property = 'openKva'): ExpressionSpecification =>
  [
    'case',
    ['!', ['has', property]],
    colour('left-unknown'),
    [
      'step',
      ['get', property],
      colour('left-none'),
      ...LEFT_STEPS.slice(1).flatMap((step) => [step.fromKva, colour(step.colour)]),
    ],
  ] as ExpressionSpecification;
