import type { FindingCode, Severity } from '../model/finding.ts';
import { FINDING_SENTENCES, SUGGESTION_SENTENCES } from './finding-sentences.ts';
import { openWords, words } from './words.ts';

export const findingCode = words('Class of the finding.', {
  'closed-loop': 'Closed lines form a ring in what should be radial.',
  'dangling-end': 'A line ends close to what it should be joined to.',
  'duplicate-id': 'One id stands in several rows of a table.',
  'fed-twice': 'A closed way leads from one busbar or transformer to another.',
  'feeder-mismatch': 'A section is fed by another feeder than the one it names.',
  'implausible-figure': 'A current, impedance or rating that no equipment of its kind has.',
  island: 'Elements that nothing feeds in the normal state.',
  'length-mismatch': 'A stated length does not fit the geometry.',
  'missing-reference': 'A row names something that is not there.',
  'missing-tie': 'Two feeders end close together without a switch between them.',
  'no-coordinates': 'A place is 0, 0.',
  'path-off-ends': 'A drawn line begins away from its node.',
  'planar-coordinates': 'Coordinates are lengths on a plane, not degrees.',
  'section-without-feeder': 'A closed section names no feeder.',
  'similar-ids': 'Two ids differ only in how they are written.',
  'swapped-axes': 'Longitude and latitude stand in the wrong columns.',
  'transformer-upside-down': 'The high side of a transformer has the lower voltage.',
  'voltage-mismatch': 'Voltages of joined elements differ.',
  'wrong-datum': 'Places are shifted as by the datum of a public map.',
} satisfies Record<FindingCode, string>);

export const severity = words('How bad it is.', {
  error: 'Elements are left out of answers, or stand at a wrong place.',
  warning: 'A figure is in doubt.',
  info: 'Worth a look; nothing need be wrong.',
} satisfies Record<Severity, string>);

export const findingKey = openWords('Sentence that says what was found.', FINDING_SENTENCES);
export const suggestionKey = openWords('Sentence that says what would mend it.', SUGGESTION_SENTENCES);

/** A sentence of a table with its values in place; an unknown value is a dash. */
export function inWords(
  { key, values }: { readonly key: string; readonly values: Readonly<Record<string, unknown>> },
  table: Readonly<Record<string, string>>,
): string {
  return (table[key] ?? key).replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name] ?? '';
    if (typeof value === 'number') return String(Number(value.toPrecision(6)));
    return value === '' ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
  });
}
