import type { ExpressionSpecification } from 'maplibre-gl';
import { type ColourName, colour } from '../../map/colour.ts';
import { leftColour } from '../../map/left-scale.ts';
import type { Choice } from './choice.ts';
import type { SecurityClasses } from './security.ts';

/** Steps of the load rate, %: from each on, its colour. The last is beyond the rating. */
export const LOAD_STEPS: readonly { readonly fromPercent: number; readonly colour: ColourName }[] = [
  { fromPercent: 0, colour: 'left-plenty' },
  { fromPercent: 40, colour: 'left-much' },
  { fromPercent: 60, colour: 'left-some' },
  { fromPercent: 80, colour: 'left-little' },
  { fromPercent: 100, colour: 'left-none' },
];

/** Colour of a load rate in percent, where there is an expression for it. */
export const loadColour = (percent: unknown): ExpressionSpecification =>
  [
    'step',
    percent,
    colour('left-plenty'),
    ...LOAD_STEPS.slice(1).flatMap((step) => [step.fromPercent, colour(step.colour)]),
  ] as unknown as ExpressionSpecification;

const byLoad = (): ExpressionSpecification =>
  [
    'case',
    ['!', ['has', 'loadRate']],
    colour('left-unknown'),
    loadColour(['*', 100, ['get', 'loadRate']]),
  ] as unknown as ExpressionSpecification;

/** Colours of what survives a loss, by id of the feeder or substation. */
function bySecurity(classes: SecurityClasses): ExpressionSpecification | string {
  const arms = Object.entries(classes).flatMap(([name, ids]) =>
    ids.length === 0 ? [] : [ids, colour(name as ColourName)],
  );
  if (arms.length === 0) return colour('left-unknown');
  const id = ['coalesce', ['get', 'feederId'], ['get', 'id'], ''];
  return ['match', id, ...arms, colour('left-unknown')] as unknown as ExpressionSpecification;
}

/** The colour of an element of the grid under a choice. */
export function gridColour(
  { by }: Pick<Choice, 'by'>,
  classes: SecurityClasses,
): ExpressionSpecification | string {
  if (by === 'left') return leftColour();
  return by === 'load' ? byLoad() : bySecurity(classes);
}

/** How strongly an element shows: what the filters leave out fades. */
export function gridOpacity({
  needKva,
  heavyPercent,
}: Pick<Choice, 'needKva' | 'heavyPercent'>): ExpressionSpecification | number {
  const wanted = [
    ...(needKva === null ? [] : [['>=', ['coalesce', ['get', 'openKva'], -1], needKva]]),
    ...(heavyPercent === null ? [] : [['>=', ['coalesce', ['get', 'loadRate'], -1], heavyPercent / 100]]),
  ];
  if (wanted.length === 0) return 1;
  return ['case', ['all', ...wanted], 1, 0.12] as unknown as ExpressionSpecification;
}
