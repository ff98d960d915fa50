/**
 * Shares a whole number out by weights so that the parts are whole and sum to it exactly: each part is its share rounded
 * down, and what is left goes by one to the parts cut most (largest remainder), the first of equals first.
 *
 * @param weights whole and not negative, not all 0; parts come in their order.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = BigInt(weights.reduce((a, b) => a + b, 0));
  // Exact: a part of a large bill times its metres passes 2^53.
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((share) => Number(share / sum));
  const left = total - parts.reduce((a, b) => a + b, 0);
  const most = exact
    .map((share, i) => ({ i, cut: share % sum }))
    .sort((a, b) => (a.cut === b.cut ? a.i - b.i : a.cut > b.cut ? -1 : 1));
  for (const { i } of most.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}
