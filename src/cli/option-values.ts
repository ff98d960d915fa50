import { InvalidArgumentError } from 'commander';
import { plannedDay, regionId } from '../contract/figures.ts';
import { publicationPath } from '../contract/publications.ts';

/** Value of an option that names a region. */
export function region(text: string): string {
  if (!regionId.safeParse(text).success) {
    throw new InvalidArgumentError(
      'must be 1 to 64 letters a to z, digits, dots, hyphens and underscores, and begin with a letter or digit.',
    );
  }
  return text;
}

/** Value of an option that names a day for which something is planned. */
export function plannedOn(text: string): string {
  if (!plannedDay.safeParse(text).success)
    throw new InvalidArgumentError('must be a day such as 2026-11-20, 2000-01-01 to 2099-12-31.');
  return text;
}

/** Value of an option that names a month. */
export function month(text: string): string {
  if (!publicationPath.safeParse({ month: text }).success)
    throw new InvalidArgumentError('must be a month such as 2026-11.');
  return text;
}

/** Value of an option that says where a service is. */
export function server(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('must be a URL that begins with http:// or https://.');
  return text;
}

/** Value of an option that names regions, with commas between; `*` = all. */
export const regions = (text: string): string[] =>
  text.split(',').map((id) => (id === '*' ? id : region(id)));
