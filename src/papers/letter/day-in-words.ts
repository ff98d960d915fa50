import type { Language } from '../../contract/messages/messages.ts';

/** A day (`2026-11-28`) as letters write it: 2026年11月28日, 28 November 2026. */
export function dayInWords(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`);
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return date.toLocaleDateString(locale, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
}

/** The day of a moment (ISO 8601) in China. */
export function dayInChina(moment: string): string {
  return new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
