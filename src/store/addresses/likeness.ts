/** What a difference costs, in letters. Found by trying shortened and misspelt addresses. */
const LETTER = 1;
/** Another number is another house. */
const NUMBER = 2;
/** A letter of the entry that the asked text leaves out: people shorten. */
const SHORTENED = 0.3;
/** A letter before the asked text begins, or a province, prefecture or county before the entry does: nearly nothing. */
const BEFORE = 0.01;

/** Whole units of administration, such as 河南省平顶山市. */
const UNITS = /^(?:.{1,11}?(?:省|自治区|特别行政区|市|地区|自治州|盟|自治县|县|区|旗))+$/u;

/** Letters, and numbers as one. */
const tokensOf = (folded: string): readonly string[] => folded.match(/\d+|./gu) ?? [];

const isNumber = (token: string): boolean => token >= '0' && token <= '9~';
const full = (token: string): number => (isNumber(token) ? NUMBER : LETTER);

/** Cost of asked tokens that stand before all that the entry knows. */
const headCosts = (asked: readonly string[]): number[] => {
  const costs = [0];
  asked.forEach((token, i) => {
    const isUnits = UNITS.test(asked.slice(0, i + 1).join(''));
    costs.push(isUnits ? BEFORE * (i + 1) : (costs[i] ?? 0) + full(token));
  });
  return costs;
};

/** Costs of one more token of the entry, given those without it; both by how many tokens of the asked text are used. */
const nextCosts = (before: readonly number[], asked: readonly string[], token: string): number[] => {
  const skipped = isNumber(token) ? NUMBER : SHORTENED;
  const costs = [(before[0] ?? 0) + BEFORE];
  asked.forEach((each, i) => {
    const swap = each === token ? 0 : Math.max(full(each), full(token));
    costs.push(
      Math.min((before[i] ?? 0) + swap, (before[i + 1] ?? 0) + skipped, (costs[i] ?? 0) + full(each)),
    );
  });
  return costs;
};

/**
 * How like an address of the gazetteer is to what was asked, 0…1; 1 = the same. Both are folded. What the asked text
 * leaves out before it begins, and provinces and counties that it names beyond the entry, hardly count; other letters
 * do, other numbers twice.
 *
 * @cost O(n·m) in the letters (edit distance; Wagner and Fischer 1974).
 */
export const likeness = (askedText: string, entryText: string): number => {
  const asked = tokensOf(askedText);
  let costs = headCosts(asked);
  for (const token of tokensOf(entryText)) costs = nextCosts(costs, asked, token);
  return Math.max(0, 1 - (costs[asked.length] ?? Infinity) / Math.max(1, asked.length));
};
