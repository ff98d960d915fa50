import type { IndependenceLevel } from '../model/plan.ts';
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
  'weekly-meeting': 'The weekly meeting, with signatures.',
  countersign: 'The departments, who countersign.',
  'internal-approval': 'The departments, who approve it.',
});

export const independenceLevel = openWords('How independent the sources of a plan are.', {
  none: 'A single source, or two supplies of one feeder.',
  feeder: 'Two feeders of one busbar section.',
  busbar: 'Two busbar sections of one main transformer, or of transformers that the record does not tell.',
  'main-transformer': 'Two main transformers of one substation.',
  substation: 'Two substations; a station above them is shared and named, or the data does not tell.',
  upstream: 'Two substations that share no station all the way up, by their incoming lines.',
} satisfies Record<IndependenceLevel, string>);

export const unprovenWord = openWords('What about the independence of two sources the data cannot show.', {
  'main-transformer': 'Which main transformer feeds one of the busbar sections.',
  upstream: 'Where an incoming line comes from.',
  corridor: 'Whether the two lines share a trench, duct or poles, where one of them follows no road.',
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
  'building-plot-red-line': 'Red line of the building plot (建筑区划红线).',
  'user-red-line': 'Red line of the user (用户红线), meter box and meter included.',
  'planning-red-line': 'Planning red line of the customer (规划红线).',
  'planning-red-line-first-breaker':
    'Planning red line; property changes at the first breaker or support outside it.',
  'customer-red-line': 'Red line of the customer (客户红线).',
  'meter-box': 'Meter box.',
  'meter-box-with-outgoing-switch': 'Meter box, its outgoing switch included.',
  'connection-point': 'Point of connection to the public grid.',
  undecided: 'No rule that is loaded decides it, or a fact that decides it is missing.',
});
