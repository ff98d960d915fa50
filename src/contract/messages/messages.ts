import type { en } from './en.ts';

/** The languages answers can be read in. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Groups of messages: one per thing an answer names by a key. */
export type Group = keyof typeof en;

/** A message catalogue: every group with every key. */
export type Messages = { readonly [G in Group]: { readonly [K in keyof (typeof en)[G]]: string } };
