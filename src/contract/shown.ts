const MAX_SHOWN = 100;

/** Text cut to at most 100 characters. */
export function cut(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  // By code points, so that no half of a surrogate pair is left.
  return `${Array.from(text.slice(0, MAX_SHOWN)).slice(0, -1).join('')}…`;
}

/** What came, safe to echo: short, and never a nested structure. */
export function shown(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value)) return `list of ${value.length}`;
  return 'object';
}
