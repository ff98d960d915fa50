import type { AREA_TYPES, IMPORTANCES, TARIFFS, WISHES } from '../model/demand.ts';
import type { LoadCategory } from '../model/record.ts';
import { numberWords, words } from './words.ts';

type Means<T extends readonly string[]> = Record<T[number], string>;

export const loadClass = numberWords('Class of the load by what an interruption does (负荷等级).', {
  1: 'An interruption endangers life or does great damage: two sources are asked for.',
  2: 'An interruption does considerable damage: a second circuit or source is usual.',
  3: 'Everything else: one source.',
});

export const importance = words('Importance of the user as the authorities have set it (重要电力用户).', {
  special: 'Special importance: three sources.',
  first: 'First grade: two sources from two directions.',
  second: 'Second grade: two circuits or sources.',
  temporary: 'Important for a while, such as an event.',
  ordinary: 'Not an important user.',
} satisfies Means<typeof IMPORTANCES>);

export const phases = numberWords('Phases of the supply.', {
  1: 'Single-phase, 220 V.',
  3: 'Three-phase.',
});

export const category = words('What the power is for.', {
  residential: 'Homes.',
  'micro-enterprise': 'Small and micro enterprises, as the policy defines them.',
  commercial: 'Shops, offices, hotels.',
  industrial: 'Factories and works.',
  agricultural: 'Farming and irrigation.',
  'public-service': 'Schools, hospitals, water, administration.',
  'ev-charging': 'Charging of electric vehicles as its own supply.',
} satisfies Record<LoadCategory, string>);

export const areaType = words('Kind of area; decides limits and time limits.', {
  urban: 'Town or city.',
  rural: 'Countryside.',
} satisfies Means<typeof AREA_TYPES>);

export const tariff = words('Tariff the customer is under.', {
  residential: 'Residential tariff.',
  'industrial-commercial': 'Industrial and commercial tariff.',
  agricultural: 'Agricultural tariff.',
} satisfies Means<typeof TARIFFS>);

export const wish = words('What the customer wishes beyond the standard.', {
  'second-supply': 'A second supply where the class of the load asks for one only.',
} satisfies Means<typeof WISHES>);
