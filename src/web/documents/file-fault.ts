import { DOCUMENT_BOUNDS, DOCUMENT_TYPES } from '../../contract/case-choices.ts';

/** Why a file cannot be sent, seen before it is; `null` = it can be tried. */
export function fileFault({ type, size }: Pick<File, 'type' | 'size'>): 'empty' | 'type' | 'size' | null {
  if (!Object.hasOwn(DOCUMENT_TYPES, type)) return 'type';
  if (size === 0) return 'empty';
  return size > DOCUMENT_BOUNDS.mostBytes ? 'size' : null;
}
