/** A quantile of some figures, by nearest rank. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export const median = (figures: readonly number[]): number => quantile(figures, 0.5);

/** A figure with three digits that count. */
export function shown(figure: number): string {
  if (!Number.isFinite(figure)) return '–';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(figure) || 1)));
  return figure.toLocaleString('en', { maximumFractionDigits: Math.min(digits, 3) });
}

export const table = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [header, header.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.map((cell) => (typeof cell === 'number' ? shown(cell) : cell)).join(' | ')} |`)
    .join('\n');
