const DAY_MS = 86_400_000;

/** The ISO week of a time in China: `2026-W47`. */
export function weekOf(time: Date): string {
  const [year = 0, month = 1, day = 1] = time
    .toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
    .split('-')
    .map(Number);
  const at = Date.UTC(year, month - 1, day);
  // The week belongs to the year of its Thursday.
  const thursday = at + (4 - (new Date(at).getUTCDay() || 7)) * DAY_MS;
  const weekYear = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(weekYear, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${weekYear}-W${String(week).padStart(2, '0')}`;
}
