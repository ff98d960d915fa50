const DAY_MS = 86_400_000;

/** Whole days from one ISO day to another; negative = it has passed. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** The ISO day in China, wherever the reader is. */
export const todayInChina = (): string => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });

/** The ISO day so many days after another. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
