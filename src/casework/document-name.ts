import { DOCUMENT_TYPES, type DocumentType } from '../model/document.ts';

/** Characters of a name, its ending not counted. */
const LONGEST = 100;

/** What some system takes for more than a letter of a name: separators, wildcards, what cannot be seen or turns the line. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*%;]/gu;
/** Names of devices under Windows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu;

/**
 * A file name that any system may keep: the last part of what was given, without what is unsafe, with the ending of its
 * type.
 */
export function safeName(given: string, type: DocumentType): string {
  const [last = ''] = given.normalize('NFC').split(/[/\\]/u).slice(-1);
  const ending = DOCUMENT_TYPES[type];
  const stem = last
    .replace(UNSAFE, '')
    .replace(/\.(?:pdf|png|jpe?g)$/iu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/gu, '');
  const short = Array.from(stem).slice(0, LONGEST).join('').trimEnd();
  return `${short === '' || DEVICE.test(short) ? 'document' : short}.${ending}`;
}
