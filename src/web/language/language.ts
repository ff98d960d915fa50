import type { Language } from '../../contract/messages/messages.ts';
import { remembered } from '../shell/remembered.ts';

/** The reader's language: Chinese until another is chosen. */
export const language = remembered<Language>('language', ['zh', 'en'], 'zh');

/** As HTML and `Intl` name it. */
export const LANGUAGE_TAG: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
