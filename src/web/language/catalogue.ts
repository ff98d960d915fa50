import type { Language } from '../../contract/messages/messages.ts';

/** Messages of one part of the page in both languages, with the same keys. */
export type Catalogue<K extends string = string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;

/** Puts both languages together; a key that one of them lacks does not compile. `{name}` stands for a value. */
export const catalogue = <K extends string>(
  zh: Readonly<Record<K, string>>,
  en: Readonly<Record<NoInfer<K>, string>>,
): Catalogue<K> => ({ zh, en });
