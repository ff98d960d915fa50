import type { IndependenceLevel } from '../model/plan.ts';
import { openWords } from './words.ts';

/** Why a source was not taken. */
export const REJECTION_CODES: Readonly<Record<string, string>> = {
  'no-room': 'The chain above it has less open capacity than is needed, kVA.',
  'no-spare-bay': 'It has fewer spare bays than a connection must leave.',
  'voltage-out-of-band': 'With the new load some place on the feeder would leave its voltage band.',
  'fault-level-above-breaking': 'The fault level there is more than the bay can break.',
  'load-flow-collapses': 'The feeder cannot carry the load: its load flow has no solution.',
  'bay-too-small': 'None of its spare bays carries the capacity, kVA.',
  'beyond-low-voltage-reach': 'The route is longer than low voltage may go, m.',
  'transformer-too-small':
    'The usable part of the largest transformer of the catalogue is less than is needed, kVA.',
  'low-voltage-drop': 'The low-voltage line would drop more than the pack allows, %.',
  'no-independent-partner': 'No second feeder in reach makes a pair of this kind with it.',
  'dedicated-feeder': "The line belongs to one customer and takes no others'.",
};

export const rejectionCode = openWords('Why the source was not taken.', REJECTION_CODES);

/** Keys of the message catalogue. */
export const REASON_KEYS: Readonly<Record<string, string>> = {
  'low-voltage-limit': 'The equipment stays within the low-voltage limit of the policy, kW.',
  'medium-voltage-limit': 'The capacity decides between 10 kV and above, kVA.',
  'dedicated-feeder-limit': 'The capacity reaches the size from which a line of its own is looked at, kVA.',
  'no-plan-of-the-first-choice': 'No source of the first choice fits, so the next kinds were tried.',
  'within-radius': 'The source lies within the radius of the policy, m.',
  'route-is-straight-line':
    'No roads are followed: the length is straight × the detour factor of the policy.',
  'facts-not-used-yet': 'Facts that were stated but that no rule reads yet; they made no difference.',
  'policy-not-in-force': 'The day the answer is for lies outside the validity of the pack.',
  'bay-not-listed':
    'The record counts spare bays there but lists none; the rating of the one taken is not known.',
  'substation-within-reach': 'The substation lies within the distance the pack allows for a new outlet.',
  'electrical-checks-not-run': 'Voltages and fault level have not been computed for this plan.',
  'payer-rules-not-loaded':
    "No rule for payers is loaded, so who pays is undecided but on the customer's own side.",
  'node-kind-unspecified': 'The data does not tell what stands at the node.',
  'cut-in-at':
    'A new ring main unit is looped into this cable section; m along it from the fed end, place in WGS 84.',
  'new-public-transformer':
    'A new public distribution transformer at the plot: its id in the chain, its rating, kVA.',
  'typical-transformer-impedance':
    'The impedance of the transformer is not known; that of a typical one of its size was taken.',
  'single-phase-supply': 'One phase is enough: the equipment stays within the limit of the policy, kW.',
  'single-phase-limit': 'One phase was asked for, but the equipment needs three, kW.',
  'single-phase-weighed':
    'The load hangs on one phase: it counts for more at low voltage, in room, in drop and in the size of the line.',
  'source-structure-asked': 'Load class and importance decide how many sources are asked for.',
  'main-and-standby':
    'The main supply carries all, the standby its part while the main is lost, kVA: what both lean on is loaded by one at a time.',
  'no-station-takes-both': 'No station is known whose loss would take both supplies.',
  'bays-unknown': 'How many bays are spare is not known.',
};

export const reasonKey = openWords('Key of the message catalogue.', REASON_KEYS);

export const review = openWords('Who has to look at the plan before it is answered.', {
  none: 'Nobody further.',
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
  corridor: 'Whether the two lines share a trench, duct or poles.',
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
