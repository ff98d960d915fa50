/** What can be wrong with one field; the `code` of an entry of `errors`. */
export const ISSUE_CODES = {
  missing: 'The field is required.',
  'one-of-required': 'At least one of the allowed fields is required.',
  'unknown-field': 'There is no such field; `allowed` names those there are.',
  'unknown-parameter': 'There is no such query parameter; `allowed` names those there are.',
  'wrong-type': 'The value is of another type, or a number that is not finite.',
  'not-one-of': 'The value is not one of the allowed ones.',
  'out-of-range': 'The figure or date lies outside the allowed range.',
  'wrong-format': 'The text does not have the allowed form.',
  'too-short': 'The text or list is too short.',
  'too-long': 'The text or list is too long.',
  'ring-not-closed': 'The ring does not end where it begins.',
  'ring-crosses-itself': 'Edges of the ring cross, touch or fold back.',
  'not-known': 'Nothing of this name is known to the caller.',
  'not-covered': 'The place lies outside; `allowed` names the regions that were tried.',
  'not-unique': 'More than one fits; `allowed` names them.',
  'closed-loop': 'The change closes a loop or joins two supplies; `allowed` names the ring.',
  'cut-off': 'The change leaves places without supply.',
  'not-solvable':
    'The load flow does not reach it: the network there is not radial, or an impedance is unknown.',
  'wrong-state': 'It is in another state; `allowed` names those in which this can be done.',
  'not-permitted': 'The role of the token may not do this; `allowed` names the roles that may.',
} as const satisfies Readonly<Record<string, string>>;

export type IssueCode = keyof typeof ISSUE_CODES;
