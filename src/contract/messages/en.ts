import type { Named } from './named.ts';

/**
 * Everything an answer says by a key, in English. Reasons and rejections are sentences, the rest are names.
 *
 * Names in braces stand for values of the reason; `{facts:fact}` = each word of the value is looked up in that group.
 * A rejection has `threshold`, `actual` and `unit`.
 */
export const en = {
  reason: {
    'low-voltage-limit':
      'Equipment of {equipmentKw} kW stays within the low-voltage limit of {ceilingKw} kW.',
    'medium-voltage-limit':
      'A capacity of {capacityKva} kVA is measured against the 10 kV limit of {maxKva} kVA.',
    'dedicated-feeder-limit':
      'A capacity of {capacityKva} kVA reaches {minKva} kVA, from which a line of its own is looked at.',
    'no-plan-of-the-first-choice': 'No source of the first choice fits, so the next kinds were tried.',
    'within-radius': 'The source lies {distanceM} m away, within the search radius of {radiusM} m.',
    'substation-within-reach':
      'The substation lies {distanceM} m away, within the {radiusM} m allowed for a new outlet.',
    'route-is-straight-line':
      'No roads are followed: the length is the straight line times the detour factor {detourFactor}.',
    'facts-not-used-yet': 'No rule reads these facts yet, so they made no difference: {facts:fact}.',
    'policy-not-in-force':
      'The day of the answer, {asOf}, lies outside the validity of the policy pack, {validFrom} to {validTo}.',
    'bay-not-listed':
      'The record counts spare bays there but lists none; the rating of the one taken is not known.',
    'electrical-checks-not-run': 'Voltages and fault level have not been computed for this plan.',
    'above-low-voltage-limit':
      'Equipment of {equipmentKw} kW is more than the low-voltage limit of {ceilingKw} kW.',
    'voltage-hangs-on-facts':
      'What is not known yet ({facts:fact}) could make the low-voltage limit for {equipmentKw} kW another one, {ceilingKw} kW; until then high voltage is planned.',
    'direct-access':
      'A capacity of {capacityKva} kVA stays within the {maxKva} kVA that are connected directly.',
    'beyond-direct-access':
      'A capacity of {capacityKva} kVA is more than the {maxKva} kVA that are connected directly: it needs a study of its own.',
    'public-lines-only': 'Customers at this voltage are supplied from public lines only.',
    'sources-by-load-class':
      'Load class {loadClass} and importance ({importance:importance}) ask for: {structure:sourceStructure}.',
    'second-source-not-allowed':
      'Load class {loadClass} and importance ({importance:importance}) would ask for: {structure:sourceStructure}; but without load of class 1 or 2 the policy allows a single source only.',
    'second-source-at-low-voltage':
      'More than one source at low voltage ({structure:sourceStructure}) is agreed case by case; the plans show the first.',
    'reviewed-first': 'Before it is answered the plan is reviewed: {review:review}.',
    'answered-on-site': 'The policy lets the manager answer on the spot.',
    'works-from-urgent-package':
      'Supply is wanted by {wantedOn}, within {months} months: grid works come under the package for urgent works.',
    'works-from-yearly-plan':
      'Supply is wanted by {wantedOn}, later than {months} months: grid works go into the yearly plan.',
    'policy-not-confirmed': 'The company has not confirmed this policy pack for today.',
    'payer-needs-facts': 'Who pays for {parts:workPart} hangs on what is not known: {facts:fact}.',
    'payer-needs-verification':
      'Who pays for {parts:workPart} hangs on what is only claimed and has to be verified: {facts:fact}.',
    'payer-rules-contradict':
      'Two rules of the pack contradict each other on who pays for {parts:workPart}; the other is {against}.',
    'payer-phased-by-area':
      'The company takes over {parts:workPart} area by area; whether here, no rule says.',
    'payer-case-by-case': 'The rule leaves who pays for {parts:workPart} to be agreed case by case.',
    'payer-outside-the-rule':
      'The case lies outside the rule on the investment boundary, which says no more on who pays for {parts:workPart}.',
    'no-payer-rule': 'No rule of the pack names who pays for {parts:workPart}.',
    'day-of-the-rule-itself':
      'What decides is of {day}, the very day of the rule ({fact:fact}), where two readings part: have it checked.',
    'approval-hangs-on-facts':
      'What is not known yet ({facts:fact}) could allow a lighter procedure: {mode:approvalMode}.',
    'crossing-needs-its-owner':
      'The owner of what is crossed has to consent first, and no time is set for that: {crossing:crossing}.',
    'node-kind-unspecified': 'The data does not tell what stands at the node.',
    'bays-unknown': 'How many bays are spare is not known.',
    'grade-of-figure':
      'Grade {grade} rests on the {kind:elementKind} {elementId}: its peak is {quality:quality}, of {asOf}.',
    'grade-of-stale-figure':
      'Grade {grade} rests on the {kind:elementKind} {elementId}: its peak is {quality:quality}, of {asOf}, and not of the last {maxAgeDays} days.',
    'grade-of-undated-figure':
      'Grade {grade} rests on the {kind:elementKind} {elementId}: its peak is {quality:quality}, of an unknown day.',
    'grade-of-unknown-figure':
      'Grade {grade} rests on the {kind:elementKind} {elementId}: its rating or peak is unknown.',
    'busbar-voltage-by-default':
      'Neither the voltage above the main transformer of {busbarId} nor its own is known; {voltagePu} pu are held there.',
    'power-factor-by-default':
      'Only the kVA of the loads at {places} places are known; a power factor of {powerFactor} is taken for them.',
    'not-gone-through':
      'The load flow leaves out {elements} lines and transformers, the first {firstElementId}: not radial, of unknown impedance, or behind such; their loads stand above them.',
    'relieved-by-transfer':
      'Before anything is switched {elementId} has {leftBeforeKva} kVA left; afterwards {leftAfterKva} kVA, with the new supply on it.',
    'fed-another-way':
      'Before anything is switched {elementId} has {leftBeforeKva} kVA left; afterwards it no longer feeds the new supply.',
    'load-taken-over':
      'Load of {movedKva} kVA moves to {elementId} over {over}; {leftKva} kVA are then left on its way.',
    'transfer-not-vouched':
      'Load of {movedKva} kVA moves to {elementId} over {over}; a rating, peak or impedance there is unknown, so nothing is vouched for.',
    'interrupted-while-switching':
      'Switches are opened before others are closed: what moves is without supply for a moment.',
    'n-minus-one-fails':
      'After the loss of the {kind:elementKind} {elementId} not all that it fed comes back by switching.',
    'n-minus-one-unknown':
      'Whether the loss of the {kind:elementKind} {elementId} is survived cannot be told: something on the way is unknown.',
    'n-minus-one-after-transfer-unknown':
      'What would be survived after load is switched over has not been looked at.',
    'new-outlet-without-tie': 'A new outlet has no tie yet, so its loss is not survived.',
    'substation-n-minus-one':
      'With the largest of its {mainTransformers} main transformers lost, substation {substationId} carries {limitKva} kVA, ties to others included; {leftKva} kVA of it are left.',
    'single-transformer-substation':
      'Substation {substationId} has one main transformer; with it lost only what others take over ties counts, {limitKva} kVA, of which {leftKva} kVA are left.',
    'cut-in-at':
      'A new ring main unit is looped into cable section {sectionId}, {alongM} m from its fed end, at {lon}, {lat} (WGS 84).',
    'new-public-transformer':
      'A new public distribution transformer of {ratingKva} kVA at the plot, {elementId} in the chain.',
    'typical-transformer-impedance':
      'The impedance of the transformer is not known; that of a typical one of its size was taken.',
    'single-phase-supply':
      'Equipment of {equipmentKw} kW stays within the {maxKw} kW that one phase may carry.',
    'single-phase-limit':
      'One phase was asked for, but {equipmentKw} kW is more than the {maxKw} kW it may carry: three phases.',
    'single-phase-weighed':
      'The load hangs on one phase: it counts for more at low voltage, in room, in drop and in the size of the line.',
    'main-and-standby':
      'The main supply carries {mainKva} kVA, the standby {standbyKva} kVA while the main is lost: what both lean on is loaded by one at a time.',
    'no-station-takes-both': 'No station is known whose loss would take both supplies.',
    'staged-supply':
      'Of {needKva} kVA the first stage gives {firstKva} kVA; works on the public grid lift the rest ({sequence:sequence}).',
    'limit-reinforced':
      'The row of {kind:elementKind} {elementId} shows its limit after works ({remedy:remedy}): rated {toKva} kVA, today {fromKva} kVA.',
    'transformer-leased':
      'The transformer for {capacityKva} kVA is rented for the time of the supply; only the connection is built.',
    'referred-to-grid-planning':
      'The planners of the higher grid review it; named are {mainTransformers} main transformers within {radiusM} m, as they stand.',
  },
  rejection: {
    'no-room': 'The chain above it has {actual} {unit:unit} left, {threshold} {unit:unit} are needed.',
    'no-spare-bay': 'It has {actual} spare bays, {threshold} must be spare.',
    'voltage-out-of-band':
      'With the new load some place on the feeder would be at {actual} {unit:unit}; its limit is {threshold}.',
    'fault-level-above-breaking':
      'The fault level there is {actual} {unit:unit}, more than the {threshold} the bay can break.',
    'load-flow-collapses': 'The feeder cannot carry the load: its load flow has no solution.',
    'bay-too-small':
      'The largest of its spare bays carries {actual} {unit:unit}, {threshold} {unit:unit} are needed.',
    'beyond-low-voltage-reach':
      'The low-voltage line from the transformer would be {actual} {unit:unit} long, {threshold} {unit:unit} are allowed.',
    'not-secured':
      'With {threshold} {unit:unit} there the loss of its outlet or of a main transformer would not be survived, and the policy lets N-1 govern.',
    'no-switching-helps':
      'No switching of its feeder makes the room and keeps the limits of what takes the load over.',
    'dedicated-feeder': "The line belongs to one customer and takes no others'.",
    'transformer-too-small':
      'The largest new public transformer carries {actual} {unit:unit}, {threshold} {unit:unit} are needed.',
    'low-voltage-drop':
      'The low-voltage line would drop {actual} {unit:unit}; {threshold} {unit:unit} are allowed.',
    'no-independent-partner': 'No second feeder in reach makes a pair of this kind with it.',
    'needs-grid-planning':
      'It takes {actual} {unit:unit} of {threshold} {unit:unit}, and no works of the price catalogue lift what binds: the planners of the grid decide.',
  },
  supplyClass: {
    lv: 'low voltage',
    'hv-single': 'high voltage, one source',
    'hv-dual': 'high voltage, more than one source',
    'hv-referral': 'beyond 10 kV, reviewed by the planners of the higher grid',
  },
  sourceStructure: {
    single: 'single source',
    'double-circuit': 'double circuit',
    'dual-source': 'dual source',
    'three-sources': 'three sources',
  },
  review: {
    none: 'no review',
    'weekly-meeting': 'weekly meeting, with signatures',
    countersign: 'countersigned by the departments',
    'internal-approval': 'approval by the departments',
  },
  importance: {
    special: 'special',
    first: 'first grade',
    second: 'second grade',
    temporary: 'temporary',
    ordinary: 'ordinary',
  },
  crossing: {
    highway: 'highway',
    railway: 'railway',
    'high-speed-railway': 'high-speed railway',
    river: 'river',
    canal: 'canal',
    'water-trunk': 'trunk water main',
    'defence-cable': 'defence cable',
    pipeline: 'pipeline',
  },
  planKind: {
    'lv-tap': 'tap of a low-voltage line',
    'lv-existing-transformer': 'new way from a transformer',
    'lv-new-transformer': 'new public transformer',
    'mv-tee': 'tee at a pole',
    'mv-bay': 'spare bay',
    'mv-cut-in': 'looped-in ring main unit',
    'mv-dedicated-feeder': 'new outlet of a substation',
    'mv-dual-source': 'two independent sources',
    'mv-dual-circuit': 'two circuits',
    'load-transfer': 'after switching load over',
    staged: 'in stages',
    'temporary-lease': 'leased for a time',
    'hv-referral': 'referred to the higher grid',
  },
  sourceKind: {
    pole: 'pole',
    rmu: 'ring main unit',
    'switching-station': 'switching station',
    'branch-box': 'branch box',
    'substation-bay': 'substation bay',
    'lv-point': 'low-voltage point',
    'distribution-transformer': 'distribution transformer',
    node: 'node',
  },
  elementKind: {
    'lv-line': 'low-voltage line',
    'distribution-transformer': 'distribution transformer',
    section: 'section',
    bay: 'bay',
    outlet: 'outlet',
    busbar: 'busbar section',
    'main-transformer': 'main transformer',
    substation: 'substation',
  },
  sourceRole: { main: 'main', standby: 'standby' },
  grade: {
    A: 'A (measured and recent)',
    B: 'B (measured, some older)',
    C: 'C (partly estimated)',
    D: 'D (something unknown)',
  },
  quality: { measured: 'measured', estimated: 'estimated', default: 'assumed' },
  season: { summer: 'summer', winter: 'winter', unspecified: 'season unknown' },
  badge: {
    cheapest: 'cheapest',
    fastest: 'fastest',
    'most-secure': 'most secure',
    'most-room': 'most room',
  },
  laying: { overhead: 'overhead', cable: 'cable' },
  payer: {
    utility: 'utility',
    government: 'government',
    customer: 'customer',
    shared: 'shared',
    undecided: 'undecided',
  },
  workPart: {
    line: 'line and equipment',
    corridor: 'ducts and trenches',
    metering: 'metering',
    standby: 'the second circuit',
    inside: 'works inside the plot',
    'above-standard': 'what exceeds the standard',
    reinforcement: 'reinforcement of the grid',
    temporary: 'temporary works',
  },
  side: { grid: 'public grid', connection: 'up to the red line', customer: 'inside the plot' },
  unit: { '%': '%', m: 'm', each: 'each', kVA: 'kVA', kW: 'kW', kA: 'kA', pu: 'pu', bay: 'bays' },
  feeKind: {
    'high-reliability': 'high-reliability supply fee',
    'meter-verification': 'verification of the meter',
    'cable-channel': 'use of a cable channel',
    'transformer-lease': 'lease of a transformer',
  },
  feeStatus: {
    due: 'due',
    none: 'not due',
    'tariff-not-loaded': 'due, tariff not loaded',
    undecided: 'undecided',
  },
  step: {
    apply: 'application',
    'apply-and-answer': 'application and answer with the supply plan',
    'plan-answer': 'answer with the supply plan',
    'design-review': 'review of the design',
    'customer-works': "works of the customer's own",
    works: 'works',
    'interim-check': 'check in between',
    inspection: 'inspection on completion',
    'meter-and-connect': 'meter and connection',
    reinforcement: 'works on the public grid',
  },
  approval: {
    planning: 'planning permit',
    'road-excavation': 'permit to dig up a road',
    'road-occupation': 'permit to occupy a road',
    greening: 'permit to use green land',
  },
  approvalMode: {
    exempt: 'exempt',
    filing: 'filing',
    commitment: 'notification and commitment',
    'online-parallel': 'online, in parallel',
    limited: 'within a time limit',
  },
  dayKind: { working: 'working days', calendar: 'calendar days' },
  meteringMode: {
    'lv-supply-lv-metering': 'low-voltage supply, low-voltage metering',
    'hv-supply-lv-metering': 'high-voltage supply, low-voltage metering',
    'hv-supply-hv-metering': 'high-voltage supply, high-voltage metering',
  },
  meteringPoint: {
    'meter-box': 'meter box',
    'customer-transformer': "low-voltage side of the customer's transformer",
    'customer-switch-room': "customer's switch room",
  },
  boundaryKind: {
    'building-plot-red-line': 'red line of the building plot',
    'user-red-line': 'red line of the user, meter included',
    'planning-red-line': 'planning red line',
    'planning-red-line-first-breaker': 'first breaker or support outside the planning red line',
    'customer-red-line': 'red line of the customer',
    'meter-box': 'meter box',
    'meter-box-with-outgoing-switch': 'meter box with its outgoing switch',
    'connection-point': 'point of connection to the public grid',
    undecided: 'undecided',
  },
  independenceLevel: {
    none: 'a single source',
    feeder: 'two feeders of one busbar section',
    busbar: 'two busbar sections',
    'main-transformer': 'two main transformers',
    substation: 'two substations',
    upstream: 'two substations, nothing shared above',
  },
  unproven: {
    'main-transformer': 'main transformer',
    upstream: 'where an incoming line comes from',
    corridor: 'whether the lines share a trench, duct or poles',
  },
  remedy: {
    'larger-conductor': 'larger conductor of',
    'parallel-line': 'second line beside',
    'larger-transformer': 'larger transformer for',
    'larger-outlet': 'larger panel for',
  },
  sequence: {
    'connect-then-reinforce': 'connected first, reinforced afterwards',
    'reinforce-with-connection': 'reinforced together with the connection',
  },
  switchAction: { open: 'open', close: 'close' },
  change: {
    smaller: 'a smaller standard size',
    voltage: 'another voltage',
    transfer: 'load switched over first',
    'shared-transformer': 'a shared transformer',
    'off-peak': 'full power outside peak hours only',
  },
  fact: {
    importance: 'importance',
    loadClass: 'load class',
    securityLoadKw: 'security load',
    existing: 'existing supply',
    phases: 'single phase',
    temporary: 'temporary supply',
    evCharging: 'charging of vehicles',
    inProvincialPark: 'provincial park',
    substitutionShare: 'share of electricity substitution',
    landAcquiredOn: 'date of the land right',
    inUrbanPlan: 'urban planned land',
    inIncrementalArea: 'area of an incremental network',
    category: 'category of the customer',
    areaType: 'town or country',
    lengthM: 'length of the works',
    roadExcavationM: 'road dug up',
    inLetChannel: 'cable channel let for money',
    tariff: 'tariff',
  },
  heading: {
    rank: '#',
    kind: 'kind',
    source: 'source',
    feeder: 'feeder',
    distanceM: 'distance m',
    routeM: 'route m',
    likelyYuan: 'likely yuan',
    band: 'band',
    days: 'days',
    leftKva: 'left kVA',
    grade: 'grade',
    badges: 'badges',
    item: 'item',
    quantity: 'quantity',
    unit: 'unit',
    payer: 'payer',
    elementKind: 'kind',
    element: 'element',
    rating: 'rating',
    limit: 'limit',
    peak: 'peak',
    inFlight: 'in-flight',
    added: 'added',
    left: 'left',
    reason: 'reason',
    newFeeder: 'new',
    unknown: 'unknown',
    binding: '← binding',
    bill: 'Bill of the first plan',
    chain: 'Its chain, from the source up (kVA)',
    because: 'Why',
    becauseFirst: 'Why the first plan is possible',
    rejected: 'Not taken',
    from: 'from',
    capacityKva: 'kVA',
    gridWorks: 'after works on the public grid',
    change: 'change',
    counterOffers: 'What could be had instead',
    staircase: 'Cost and time by capacity',
    upToKva: 'up to kVA',
    supplyClass: 'class',
    customerYuan: 'of it customer',
    nothing: 'no plan fits; --rejected lists what was looked at',
  },
  line: {
    where:
      '{where} in {region} (data version {version}, ledger {ledgerVersion}), as of {asOf}, policy {policy}',
    supply: '{supplyClass:supplyClass}, {supplyKv} kV, {sourceStructure:sourceStructure}',
    leastVoltage: 'least voltage {pu} pu at {nodeId}',
    drop: 'drop to the source {percent} %',
    loading: 'highest loading {percent} %',
    faultLevel: 'fault level {kiloamperes} kA',
    motorDip: 'dip of the largest motor {percent} %',
    stages: 'Stages of plan {rank}',
    between: ', ',
  },
} as const satisfies Named & Readonly<Record<string, Readonly<Record<string, string>>>>;
