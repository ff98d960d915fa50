import type { Speaker } from '../../contract/messages/speak.ts';
import type { ReplyInput, ReplyPlan } from '../reply-input.ts';
import type { Sheet, Style } from '../sheet.ts';

/** What every part of the letter is drawn from. */
export interface Letter {
  readonly sheet: Sheet;
  readonly speaker: Speaker;
  readonly input: ReplyInput;
  readonly plan: ReplyPlan;
  /** The next heading's number: 一、二、… or 1. 2. … */
  readonly heading: (key: string, follow?: number) => void;
}

export const BODY: Style = { size: 9 };
export const NOTE: Style = { size: 8, color: '#5d6b7a' };

/** Yuan with two decimals. */
export const yuan = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A length or size as people read it. */
export const figure = (value: number, decimals = 1): string =>
  value.toLocaleString('en', { maximumFractionDigits: decimals });
