import {
  type ReadSites,
  type ScreeningPart,
  type ScreeningSite,
  type SiteFormat,
  UnreadableSites,
} from '../model/screening.ts';
import { type Issue, Refusal } from './refusal.ts';
import type { SiteRows } from './screening-site.ts';

/** Sites that one upload may bring. */
const MOST_SITES = 1_000_000;
/** Sites that are worked on together: some tenths of a second for a thread. */
const PART_SITES = 50;
/** Bad rows that a refusal names: of an upload with more of them the rest is not looked at. */
const MOST_TOLD = 100;

/** Sites on their way in. */
export interface Upload {
  readonly bytes: AsyncIterable<Buffer>;
  readonly format: SiteFormat;
  /** Bad rows are told of in the results, instead of refusing all. */
  readonly quarantine: boolean;
}

/** Where a row's fault stands in the upload. */
const pointerOf = (format: SiteFormat, line: number, column: string | null): string => {
  const at = column === null ? '' : `/${column}`;
  return format === 'csv'
    ? `/lines/${line}${at}`
    : `/features/${line - 1}${at === '' ? '' : `/properties${at}`}`;
};

const toIssues = (format: SiteFormat, site: ScreeningSite): Issue[] =>
  'defects' in site
    ? site.defects.map(({ column, code, received, allowed }) => ({
        pointer: pointerOf(format, site.line, column),
        // The contract's own codes, and those of the reader, which are among them.
        code: code as Issue['code'],
        received,
        allowed,
      }))
    : [];

const badSites = (issues: readonly Issue[], bad: number | string): Refusal =>
  new Refusal('bad-sites', [
    ...issues,
    { pointer: '', code: 'wrong-format', received: bad, allowed: 'no bad rows, or quarantine=true' },
  ]);

/**
 * Sites of an upload in parts, checked.
 *
 * @throws Refusal `bad-sites` naming bad rows by line and column where they are not to be taken in: at its end, or as soon
 * as there are as many of them as a refusal names.
 * @throws UnreadableSites where it is no such file.
 */
export async function* sitePartsOf(
  read: ReadSites,
  rows: SiteRows,
  upload: Upload,
): AsyncGenerator<ScreeningPart> {
  const { bytes, format, quarantine } = upload;
  const issues: Issue[] = [];
  let [sites, chunk, bad, all]: [ScreeningSite[], number, number, number] = [[], 0, 0, 0];
  const cut = (): ScreeningPart => {
    const part = { chunk: chunk++, sites: JSON.stringify(sites), count: sites.length };
    sites = [];
    return part;
  };
  for await (const record of read(bytes, format)) {
    if (++all > MOST_SITES) throw new Refusal('too-many-sites');
    const site = rows.site(record);
    if ('defects' in site && !quarantine) {
      issues.push(...toIssues(format, site));
      if (++bad === MOST_TOLD) throw badSites(issues, `${bad} or more`);
    }
    if (bad > 0) continue;
    sites.push(site);
    if (sites.length === PART_SITES) yield cut();
  }
  if (bad > 0) throw badSites(issues, bad);
  if (all === 0)
    throw new Refusal('invalid-request', [
      { pointer: '', code: 'too-short', received: 0, allowed: `1…${MOST_SITES} sites` },
    ]);
  if (sites.length > 0) yield cut();
}

/** What is wrong with an upload as a whole is its sender's fault; everything else passes on. */
export function uploadRefusal(error: unknown): unknown {
  if (error instanceof UnreadableSites) {
    const pointer = error.where === null ? '' : `/${error.where.replaceAll(/,? /gu, '/')}`;
    return new Refusal('bad-sites', [
      { pointer, code: 'wrong-format', received: null, allowed: error.message },
    ]);
  }
  const isCompression = error instanceof Error && 'code' in error && /^Z_/u.test(String(error.code));
  return isCompression ? new Refusal('malformed-request') : error;
}
