import { StoreFault } from './store-fault.ts';

type Parse = (text: string) => unknown;

const toSafeInteger: Parse = (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new StoreFault(`${text} is beyond the exact integers of JavaScript`);
  return value;
};

/** `2026-11-20 08:00:00.5+08` → ISO time in UTC; microseconds are cut to milliseconds. */
const toIsoTime: Parse = (text) => {
  const zoned = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  return new Date(zoned).toISOString();
};

const toBytes: Parse = (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'));

const asIs: Parse = (text) => text;

const refuse =
  (type: string): Parse =>
  () => {
    throw new StoreFault(`${type} reads differently on each driver: cast it in the statement`);
  };

/**
 * What each PostgreSQL type becomes, by type oid, from its text form. Both drivers use this one table, because
 * their own disagree: int8 as text or bigint, `date` as midnight here or in UTC (a day off under Asia/Shanghai).
 */
export const PARSERS: Readonly<Record<number, Parse>> = {
  16: (text) => text === 't',
  17: toBytes,
  20: toSafeInteger,
  21: Number,
  23: Number,
  25: asIs,
  26: Number,
  114: (text) => JSON.parse(text) as unknown,
  700: Number,
  701: Number,
  1009: refuse('text[]'),
  1022: (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)),
  1082: asIs,
  1114: refuse('timestamp without time zone'),
  1184: toIsoTime,
  1186: refuse('interval'),
  1700: refuse('numeric'),
  3802: (text) => JSON.parse(text) as unknown,
};

/** The parser of a type; types outside the table stay text. */
export const parserOf = (oid: number): Parse => PARSERS[oid] ?? asIs;
