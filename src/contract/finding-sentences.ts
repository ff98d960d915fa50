/** What was found, by key; names in braces stand for the values. */
export const FINDING_SENTENCES = {
  'closed-loop': '{lines} closed lines form a ring (feeders: {feeders}; switches on it: {switches}).',
  'dangling-end': '{endId} ends {distanceM} m from {partnerId} and is not joined to it.',
  'duplicate-id': '{table} has more than one row with the key {id}.',
  'fed-twice':
    '{lines} closed lines lead from one head to another (feeders: {feeders}; switches: {switches}).',
  'point-fed-twice': 'Two transformers feed the low-voltage point {pointId}.',
  'feeder-mismatch': 'Section {sectionId} names feeder {feederId}, but {fedBy} feeds it.',
  'implausible-figure': '{field} of {id} is {figure}, outside {low} to {high}.',
  'implausible-share': '{field} of {id} is {figure} of its {per}, outside {low} to {high}.',
  island: '{elements} elements with {transformers} transformers are not fed; {lostKva} kVA are lost.',
  'length-mismatch': 'Line {lineId} is stated as {statedM} m and drawn as {drawnM} m.',
  'length-zero': 'Line {lineId} has length 0 and is drawn as {drawnM} m.',
  'drawing-to-scale':
    '{lines} of {of} lines do not fit; stated over drawn is {ratio}: the drawing is to a scale.',
  'missing-reference': '{column} of {id} in {table} names {named}, which {target} does not have.',
  'missing-tie': 'Feeders {feederId} and {otherFeederId} end {distanceM} m apart without a switch.',
  'no-coordinates': '{rows} rows of {table} stand at 0, 0.',
  'path-off-ends': 'The drawn line {lineId} begins {distanceM} m from its end {endId}.',
  'planar-coordinates': '{rows} of {of} rows of {table} are on a plane, not in degrees (unit: {unit}).',
  'section-without-feeder': 'The closed section {sectionId} names no feeder.',
  'similar-ids': '{id} and {otherId} in {table} are probably one.',
  'swapped-axes': '{rows} of {of} rows of {table} have longitude and latitude swapped.',
  'transformer-upside-down':
    'Transformer {transformerId}: plate {plateHighKv} to {plateLowKv} kV, found {foundHighKv} to {foundLowKv} kV.',
  'line-between-voltages': 'Line {lineId} leads from {fromKv} to {toKv} kV.',
  'plate-against-place':
    'Transformer {transformerId} of {plateHighKv} to {plateLowKv} kV stands between {foundHighKv} and {foundLowKv} kV.',
  shifted: '{table} stand {distanceM} m ({eastM} east, {northM} north) off {against} (feeder: {feederId}).',
  'off-roads': '{table} are {meanM} m from roads; read as {datum}, {correctedM} m (feeder: {feederId}).',
} as const satisfies Readonly<Record<string, string>>;

/** What to do about it, by key. */
export const SUGGESTION_SENTENCES = {
  'close-switch': 'Close the switch {switchId}, or record that it is closed.',
  'open-switch': 'Open the switch {switchId}, or record that it is open.',
  join: 'Make {endId} and {partnerId} one.',
  'record-tie': 'If a switch joins {feederId} and {otherFeederId}, record it as a tie.',
  'swap-sides': 'Swap the sides of {transformerId}.',
  'swap-axes': 'Swap longitude and latitude of {table}.',
  'give-crs': 'Convert {table} from the coordinate system of its drawing.',
  'convert-datum': 'Convert {table} from {datum}.',
  'ask-for-datum': 'Ask in which datum {table} and {against} were surveyed.',
} as const satisfies Readonly<Record<string, string>>;
