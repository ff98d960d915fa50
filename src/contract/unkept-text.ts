import type { Issue } from './refusal.ts';
import { shown } from './shown.ts';

const isKept = (text: string): boolean => !text.includes('\0') && !/\p{Cs}/u.test(text);

/** Texts that no database keeps: with the character 0, or half of a surrogate pair. */
export function unkeptTexts(value: unknown, pointer: string): Issue[] {
  if (typeof value === 'string') {
    const allowed = 'text without U+0000 and without halves of surrogate pairs';
    return isKept(value) ? [] : [{ pointer, code: 'wrong-format', received: shown(value), allowed }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => unkeptTexts(part, `${pointer}/${name}`));
}
