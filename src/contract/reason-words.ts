import { en } from './messages/en.ts';
import { openWords } from './words.ts';

export const rejectionCode = openWords(
  'Why the source was not taken; names in braces stand for the fields beside it.',
  en.rejection,
);

export const reasonKey = openWords(
  'Key of the message catalogue; names in braces stand for `values`.',
  en.reason,
);

export const review = openWords('Who has to look at the plan before it is answered.', {
  none: 'Nobody further.',
});

export const independenceLevel = openWords('How independent the sources of a plan are.', {
  none: 'A single source.',
});

export const meteringMode = openWords('Supply and metering side.', {
  'lv-supply-lv-metering': 'Low-voltage supply, metered at low voltage (低供低计).',
  'hv-supply-lv-metering': 'High-voltage supply, metered at low voltage (高供低计).',
  'hv-supply-hv-metering': 'High-voltage supply, metered at high voltage (高供高计).',
});

export const meteringPoint = openWords('Where the meter stands.', {
  'meter-box': 'Meter box at the point of supply.',
  'customer-transformer': "Low-voltage side of the customer's transformer.",
  'customer-switch-room': "Metering cabinet in the customer's switch room.",
});

export const boundaryKind = openWords('What marks the boundary of property and investment.', {
  undecided: 'No rule that is loaded decides it.',
});
