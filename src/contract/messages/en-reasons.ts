/** Reasons as sentences, in English; see `messages.ts` for the values in braces. */
export const enReasons = {
  'low-voltage-limit': 'Equipment of {equipmentKw} kW stays within the low-voltage limit of {ceilingKw} kW.',
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
  'route-follows-roads':
    'The line to {nodeId} follows roads: {routeM} m, of which {offRoadM} m over open ground.',
  'corridors-apart': 'The two lines lie in different corridors all the way; they meet at junctions at most.',
  'corridor-shared': 'Both lines lie in one corridor for {sharedM} m, most of it near {lon}, {lat} (WGS 84).',
  'route-crosses': 'The line to {nodeId} crosses: {crossings:crossing}.',
  'facts-not-used-yet': 'No rule reads these facts yet, so they made no difference: {facts:fact}.',
  'fact-from-areas': 'The areas of the record decide: {fact:fact}, {found:landWord}.',
  'areas-overrule-statement':
    'The areas of the record decide against the request: {fact:fact}, {found:landWord}; stated was {stated:landWord}.',
  'place-on-forbidden-ground': 'The place itself lies on forbidden ground: have it checked.',
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
  'second-supply-wished':
    'The class of the load asks for one source; a second supply is planned at the customer’s wish ({structure:sourceStructure}), and its works exceed the standard.',
  'wished-second-supply-not-allowed':
    'A second supply was wished for, but the class of the load does not allow it: one source.',
  'second-source-not-allowed':
    'Load class {loadClass} and importance ({importance:importance}) would ask for: {structure:sourceStructure}; but without load of class 1 or 2 the policy allows a single source only.',
  'second-source-at-low-voltage':
    'More than one source at low voltage ({structure:sourceStructure}) is agreed case by case; the plans show the first.',
  'reviewed-first': 'Before it is answered the plan is reviewed: {review:review}.',
  'next-standard-size':
    'Answers to customers are given in standard sizes: for the {askedKva} kVA asked, {sizeKva} kVA are looked for.',
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
  'payer-phased-by-area': 'The company takes over {parts:workPart} area by area; whether here, no rule says.',
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
  'one-supply-stands-by': 'One supply works, the other stands by: {mode:operatingMode}.',
  'supplies-interlocked': 'The two supplies are interlocked and never run in parallel.',
  'own-emergency-source':
    'The customer provides an emergency source of its own of at least {ownSourceKva} kVA: {percent} % of its security load of {securityLoadKw} kW.',
  'own-source-needs-security-load':
    'The customer provides an emergency source of its own of at least {percent} % of its security load, which it has to state.',
  'fewer-supplies-than-asked':
    'Asked for is more ({asked:sourceStructure}) than this plan gives ({given:sourceStructure}): what is missing is the utility’s to plan and agree with the customer before supply.',
  'one-loss-takes-both': 'The loss of {elementId} takes both supplies.',
  'pair-not-proven-apart':
    'Whether one loss takes both supplies cannot be told: the record does not say what they lean on.',
  'standby-carries-all':
    'No one loss known takes both supplies, and the standby carries the whole {needKva} kVA.',
  'standby-carries-part':
    'With the main supply lost the standby carries {standbyKva} of {needKva} kVA; the rest is without supply.',
  'staged-supply':
    'Of {needKva} kVA the first stage gives {firstKva} kVA; works on the public grid lift the rest ({sequence:sequence}).',
  'limit-reinforced':
    'The row of {kind:elementKind} {elementId} shows its limit after works ({remedy:remedy}): rated {toKva} kVA, today {fromKva} kVA.',
  'transformer-leased':
    'The transformer for {capacityKva} kVA is rented for the time of the supply; only the connection is built.',
  'referred-to-grid-planning':
    'The planners of the higher grid review it; named are {mainTransformers} main transformers within {radiusM} m, as they stand.',
};
