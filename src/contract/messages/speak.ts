import { en } from './en.ts';
import type { Group, Language, Messages } from './messages.ts';
import { zh } from './zh.ts';

/** Values of a reason as they come over the wire. */
export type SaidValues = Readonly<Record<string, string | number | boolean | null>>;

/** Says in one language what answers hold as keys. */
export interface Speaker {
  /** What a key is called; a key that is not known, from a newer service, stands for itself. */
  readonly word: (group: Group, key: string) => string;
  /**
   * A message with its values filled in: a sentence to read aloud.
   *
   * @returns for a key that is not known the key with its values, so that nothing is lost.
   */
  readonly say: (group: Group, key: string, values: SaidValues) => string;
}

const CATALOGUES: Readonly<Record<Language, Messages>> = { zh, en };
const BETWEEN_WORDS: Readonly<Record<Language, string>> = { zh: '、', en: ', ' };
/** Where a value is null: a day without end, a figure that nobody knows. */
const NOTHING = '—';

/** `{name}` or `{name:group}`. */
const VALUE = /\{([A-Za-z]+)(?::([A-Za-z]+))?\}/gu;

const isGroup = (name: string): name is Group => Object.hasOwn(en, name);

/** The speaker of a language. */
export function speak(language: Language): Speaker {
  const find = (group: Group, key: string): string | null => {
    const messages: Readonly<Record<string, string>> = CATALOGUES[language][group];
    return Object.hasOwn(messages, key) ? (messages[key] ?? null) : null;
  };
  const word: Speaker['word'] = (group, key) => find(group, key) ?? key;
  const shown = (value: SaidValues[string] | undefined, group: string | undefined): string => {
    if (value === null || value === undefined) return NOTHING;
    if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 4 });
    if (group === undefined || !isGroup(group)) return String(value);
    const words = String(value).split(' ');
    return words.map((one) => word(group, one)).join(BETWEEN_WORDS[language]);
  };
  const say: Speaker['say'] = (group, key, values) => {
    const message = find(group, key);
    if (message === null)
      return [key, ...Object.entries(values).map(([name, value]) => `${name}=${String(value)}`)].join(' ');
    return message.replaceAll(VALUE, (_, name: string, as: string | undefined) => shown(values[name], as));
  };
  return { word, say };
}
