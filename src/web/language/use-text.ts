import { type Speaker, speak } from '../../contract/messages/speak.ts';
import type { Catalogue } from './catalogue.ts';
import { type Format, formatIn } from './format.ts';
import { language } from './language.ts';

type Values = Readonly<Record<string, string | number>>;

/** Says the messages of a catalogue. */
export type Say<K extends string> = (key: K, values?: Values) => string;

const fill = (message: string, values: Values): string =>
  message.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(values[name] ?? '—'));

/** What a component says, in the reader's language: own messages, words of the contract, figures and days. */
export function useText<K extends string>(
  messages: Catalogue<K>,
): { readonly t: Say<K>; readonly format: Format } & Speaker {
  const [chosen] = language.use();
  return {
    t: (key, values = {}) => fill(messages[chosen][key], values),
    format: formatIn(chosen),
    ...speak(chosen),
  };
}
