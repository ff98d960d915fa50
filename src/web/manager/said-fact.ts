import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { Format } from '../language/format.ts';
import type { Say, useText } from '../language/use-text.ts';
import type { manager } from './messages/manager.ts';

type Demand = ApplicationAnswer['request']['demand'];
type Customer = ApplicationAnswer['request']['customer'];
type Facts = Demand & Customer;

interface Text {
  readonly t: Say<keyof (typeof manager)['zh']>;
  readonly word: ReturnType<typeof useText>['word'];
  readonly format: Format;
}

/** How the facts that are neither figures nor yes or no are said. */
const SAID: { readonly [N in keyof Facts]?: (value: NonNullable<Facts[N]>, text: Text) => string } = {
  category: (value, { t }) => t(`category.${value}`),
  areaType: (value, { t }) => t(`areaType.${value}`),
  tariff: (value, { word }) => word('tariffClass', value),
  importance: (value, { word }) => word('importance', value),
  landAcquiredOn: (value, { format }) => format.day(value),
  existing: ({ elementId, capacityKva }, { format }) => `${elementId} · ${format.kva(capacityKva)}`,
  wishes: (wishes, { t }) => wishes.map((wish) => t(`wish.${wish}`)).join(', ') || '—',
};

/** How a fact of a case is read aloud; what is not known is said to be so. */
export function saidFact<N extends keyof Facts>(name: N, value: Facts[N], text: Text): string {
  if (value === null) return text.t('unknown');
  if (typeof value === 'boolean') return text.t(value ? 'yes' : 'no');
  if (typeof value === 'number') return text.format.number(value, 2);
  return SAID[name]?.(value, text) ?? JSON.stringify(value);
}
