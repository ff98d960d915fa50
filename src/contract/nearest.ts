/**
 * The name that was probably meant: the one within two edits (one for short names), case aside; `null` when none is.
 *
 * @source Levenshtein distance, computed row by row (Wagner & Fischer 1974).
 * @cost   O(names × length²); names whose length differs by more than the limit are skipped.
 */
export function nearest(written: string, names: readonly string[]): string | null {
  const limit = written.length <= 4 ? 1 : 2;
  const close = names
    .filter((name) => Math.abs(name.length - written.length) <= limit)
    .map((name) => ({ name, edits: editsBetween(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  return close[0]?.name ?? null;
}

function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
