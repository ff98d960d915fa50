import type { ApplicationAnswer } from '../../../contract/applications.ts';
import type { Format } from '../../language/format.ts';

/** What is asked for, as a figure: capacity, or else the power of the equipment. */
export const needOf = (
  { capacityKva, equipmentKw }: ApplicationAnswer['request']['demand'],
  format: Format,
): string => (capacityKva === null ? `${format.number(equipmentKw, 1)} kW` : format.kva(capacityKva));
