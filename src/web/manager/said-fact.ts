import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { useText } from '../language/use-text.ts';
import { manager } from '../messages/manager.ts';

type Demand = ApplicationAnswer['request']['demand'];
type Customer = ApplicationAnswer['request']['customer'];
type Text = Pick<ReturnType<typeof useText<keyof (typeof manager)['zh']>>, 't' | 'word' | 'format'>;
type Facts = Demand & Customer;

/** How a fact of a case is read aloud; what is not known is said to be so. */
export function saidFact<N extends keyof Facts>(name: N, value: Facts[N], { t, word, format }: Text): string {
  if (value === null) return t('unknown');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return format.number(value, 2);
  const facts = { [name]: value } as Partial<Facts>;
  if (facts.category !== undefined) return t(`category.${facts.category}`);
  if (facts.areaType) return t(`areaType.${facts.areaType}`);
  if (facts.tariff) return word('tariffClass', facts.tariff);
  if (facts.importance !== undefined) return word('importance', facts.importance);
  if (facts.landAcquiredOn) return format.day(facts.landAcquiredOn);
  if (facts.existing) return `${facts.existing.elementId} · ${format.kva(facts.existing.capacityKva)}`;
  if (facts.wishes !== undefined) return facts.wishes.map((wish) => t(`wish.${wish}`)).join(', ') || '—';
  return String(value);
}
