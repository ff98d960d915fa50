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
};

export const rejectionCode = openWords('Why the source was not taken.', REJECTION_CODES);

/** Keys of the message catalogue. */
export const REASON_KEYS: Readonly<Record<string, string>> = {
  'low-voltage-limit': 'The equipment stays within the low-voltage limit of the policy, kW.',
  'above-low-voltage-limit': 'The equipment is more than the low-voltage limit of the policy, kW.',
  'voltage-hangs-on-facts': 'With the facts named, another limit could apply; until then high voltage.',
  'direct-access': 'The capacity stays within what the policy connects directly, kVA.',
  'beyond-direct-access': 'The capacity is more than the policy connects directly, kVA: it needs a study.',
  'public-lines-only': 'The policy supplies such customers from public lines only.',
  'sources-by-load-class': 'Load class and importance ask for more than one source or circuit.',
  'second-source-not-allowed': 'The policy lets only customers with important loads have a second source.',
  'second-source-at-low-voltage':
    'A second source at low voltage is agreed case by case; the plans show the first.',
  'reviewed-first': 'Somebody has to look at the plan before it is answered.',
  'answered-on-site': 'The policy lets the manager answer on the spot.',
  'works-from-urgent-package': 'Supply is wanted soon enough for the package of urgent works.',
  'works-from-yearly-plan': 'Supply is wanted so late that works go into the yearly plan.',
  'policy-not-confirmed': 'The company has not confirmed the pack for today.',
  'payer-needs-facts': 'Facts that decide the payer are unknown.',
  'payer-needs-verification': 'Facts that decide the payer are only claimed: staff must verify them.',
  'payer-rules-contradict': 'Two rules of the pack name different payers.',
  'payer-phased-by-area': 'The company takes such works over area by area; whether here, nobody has said.',
  'payer-case-by-case': 'The pack leaves the payer to be agreed case by case.',
  'payer-outside-the-rule': 'The case lies outside the rule on the investment boundary, which says no more.',
  'no-payer-rule': 'No rule of the pack names a payer for this.',
  'day-of-the-rule-itself':
    'The fact is of the very day of the rule, where its two readings part: checked by hand.',
  'approval-hangs-on-facts': 'With the facts named, a lighter procedure could apply.',
  'crossing-needs-its-owner': 'The owner of what is crossed must consent; no time is set for that.',
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
  'node-kind-unspecified': 'The data does not tell what stands at the node.',
  'bays-unknown': 'How many bays are spare is not known.',
};

export const reasonKey = openWords('Key of the message catalogue.', REASON_KEYS);

export const review = openWords('Who has to look at the plan before it is answered.', {
  none: 'Nobody further.',
  'weekly-meeting': 'The weekly meeting, with signatures.',
  countersign: 'The departments, who countersign.',
  'internal-approval': 'The departments, who approve it.',
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
