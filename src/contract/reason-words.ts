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
  'dedicated-feeder': "The line belongs to one customer and takes no others'.",
  'needs-grid-planning':
    'No works of the price catalogue lift what binds there, kVA: the planners of the grid decide.',
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
  'staged-supply':
    'The first stage can be had at once, the rest after works on the public grid, in the sequence of the policy, kVA.',
  'limit-reinforced':
    'The rating of an element of the chain is that after its reinforcement; its row shows the limit then, kVA.',
  'transformer-leased': 'The transformer is rented for the time of the supply; only the connection is built.',
  'referred-to-grid-planning':
    'The planners of the higher grid review it; the sources are the substations in reach as they stand.',
  'bays-unknown': 'How many bays are spare is not known.',
};

export const reasonKey = openWords('Key of the message catalogue.', REASON_KEYS);

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
