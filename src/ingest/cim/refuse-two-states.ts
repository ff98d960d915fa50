import { ImportRefused } from '../import-refused.ts';
import type { Described } from './read-rdf.ts';

const part = ({ values }: Described, name: string): string => values[`Model.${name}`] ?? '';

/**
 * Refuses the same profile of the same model at two times: the later read would overwrite the earlier one, value by
 * value.
 *
 * @param headers what each file says of itself (`md:FullModel`).
 * @throws {ImportRefused} naming both files and times.
 */
export const refuseTwoStates = (headers: readonly Described[]): void => {
  const seen = new Map<string, Described>();
  for (const header of headers) {
    const [profile, of] = [part(header, 'profile'), part(header, 'modelingAuthoritySet')];
    if (profile === '' || of === '') continue;
    const key = `${of} ${profile}`;
    const earlier = seen.get(key);
    const times = [earlier ?? header, header].map((each) => part(each, 'scenarioTime'));
    if (times[0] !== times[1]) {
      const why = `profile ${profile} of ${of} at ${times.join(' and ')} (${earlier?.file ?? ''}); give one of them`;
      throw new ImportRefused(header.file, `line ${header.line}`, why);
    }
    seen.set(key, header);
  }
};
