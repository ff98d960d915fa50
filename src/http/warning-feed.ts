import type { StandingWarning } from '../model/warning.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A warning in words; the caller knows the language. */
type InWords = (warning: StandingWarning) => { readonly title: string; readonly text: string };

const idOf = (region: string, { kind, elementKind, elementId, since }: StandingWarning): string =>
  `urn:jiedian:warning:${[region, kind, elementKind, elementId, since].map(encodeURIComponent).join(':')}`;

const entry = (region: string, one: StandingWarning, inWords: InWords): string => {
  const { title, text } = inWords(one);
  return `<entry>
<id>${escaped(idOf(region, one))}</id>
<title>${escaped(title)}</title>
<published>${one.since}</published>
<updated>${one.endedAt ?? one.since}</updated>
<category term="${one.kind}"/>
<content type="text">${escaped(text)}</content>
</entry>`;
};

/**
 * Warnings as an Atom feed (RFC 4287): what began or ended last, the newest first.
 *
 * @param self address of the feed.
 */
export function warningFeed(
  region: string,
  warnings: readonly StandingWarning[],
  { self, title, inWords }: { readonly self: string; readonly title: string; readonly inWords: InWords },
): string {
  const updated = warnings
    .map(({ since, endedAt }) => endedAt ?? since)
    .reduce((a, b) => (b > a ? b : a), '1970-01-01T00:00:00.000Z');
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:jiedian:warnings:${encodeURIComponent(region)}</id>
<title>${escaped(title)}</title>
<updated>${updated}</updated>
<author><name>Jiedian</name></author>
<link rel="self" type="application/atom+xml" href="${escaped(self)}"/>
${warnings.map((one) => entry(region, one, inWords)).join('\n')}
</feed>
`;
}
