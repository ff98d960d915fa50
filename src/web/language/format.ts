import type { Language } from '../../contract/messages/messages.ts';

/** Figures and days as they are read. Unknown figures are a dash, never a nought. */
export interface Format {
  /** `1,234.5`. */
  readonly number: (value: number | null, digits?: number) => string;
  /** Whole yuan, or 万元 from ten thousand on in Chinese. */
  readonly yuan: (value: number | null) => string;
  /** To the fen, for bills. */
  readonly yuanExact: (value: number | null) => string;
  /** `560 kVA`. */
  readonly kva: (value: number | null) => string;
  /** Metres, or kilometres from two thousand on. */
  readonly metres: (value: number | null) => string;
  /** Size of a file: kilobytes, or megabytes of 1024 of them. */
  readonly bytes: (value: number) => string;
  readonly percent: (share: number | null, digits?: number) => string;
  /** An ISO day. */
  readonly day: (iso: string | null) => string;
  /** An ISO time, in the time of China. */
  readonly time: (iso: string | null) => string;
}

const UNKNOWN = '—';
/** Days and times of this service are those of China, wherever the reader is. */
const ZONE = 'Asia/Shanghai';

const KB = 1024;
const MB = KB * KB;

const known =
  <T>(show: (value: T) => string) =>
  (value: T | null): string =>
    value === null ? UNKNOWN : show(value);

const numberIn =
  (tag: string): Format['number'] =>
  (value, digits = 0) =>
    value === null ? UNKNOWN : value.toLocaleString(tag, { maximumFractionDigits: digits });

function make(language: Language): Format {
  const tag = language === 'zh' ? 'zh-CN' : 'en';
  const number = numberIn(tag);
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: ZONE });
  const time = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE });
  const exact = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return {
    number,
    yuan: known((value) => {
      if (language === 'zh' && Math.abs(value) >= 10_000) return `${number(value / 10_000, 2)} 万元`;
      return language === 'zh' ? `${number(value)} 元` : `¥${number(value)}`;
    }),
    yuanExact: known((value) => value.toLocaleString(tag, exact)),
    kva: known((value) => `${number(value)} kVA`),
    metres: known((value) => (value >= 2000 ? `${number(value / 1000, 1)} km` : `${number(value)} m`)),
    bytes: (value) => (value >= MB ? `${number(value / MB, 1)} MB` : `${number(Math.ceil(value / KB))} KB`),
    percent: (share, digits = 0) => (share === null ? UNKNOWN : `${number(share * 100, digits)}%`),
    day: known((iso) => day.format(new Date(`${iso}T12:00:00+08:00`))),
    time: known((iso) => time.format(new Date(iso))),
  };
}

const FORMATS: Readonly<Record<Language, Format>> = { zh: make('zh'), en: make('en') };

/** Figures and days in a language. */
export const formatIn = (language: Language): Format => FORMATS[language];
