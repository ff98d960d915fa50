import { wordsOf } from './words.ts';

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
};
const FUNCTIONS: Readonly<Record<string, (a: number) => number>> = {
  sqr: (a) => a * a,
  sqrt: Math.sqrt,
  inv: (a) => 1 / a,
  ln: Math.log,
  exp: Math.exp,
  log10: Math.log10,
  sin: (a) => Math.sin((a * Math.PI) / 180),
  cos: (a) => Math.cos((a * Math.PI) / 180),
  tan: (a) => Math.tan((a * Math.PI) / 180),
  asin: (a) => (Math.asin(a) * 180) / Math.PI,
  acos: (a) => (Math.acos(a) * 180) / Math.PI,
  atan: (a) => (Math.atan(a) * 180) / Math.PI,
};

/** A number, or one worked out in reverse Polish notation as the program allows; `NaN` = neither. */
export const numberIn = (text: string): number => {
  const stack: number[] = [];
  for (const word of wordsOf(text)) {
    const operator = OPERATORS[word];
    const ofOne = FUNCTIONS[word.toLowerCase()];
    if (operator !== undefined) {
      const [b, a] = [stack.pop() ?? NaN, stack.pop() ?? NaN];
      stack.push(operator(a, b));
    } else if (ofOne !== undefined) stack.push(ofOne(stack.pop() ?? NaN));
    else if (/[\s,]/u.test(word)) stack.push(numberIn(word));
    else stack.push(Number(word));
  }
  return stack.length === 1 ? (stack[0] ?? NaN) : NaN;
};

/** Figures of a list, each of which may be worked out. */
export const numbersIn = (text: string): readonly number[] => wordsOf(text).map(numberIn);

/** Rows of a matrix, of which the lower triangle may be all that is given. */
export const matrixIn = (text: string): readonly (readonly number[])[] => text.split('|').map(numbersIn);

/** Whether a property says yes; the program looks at the first letter only. */
export const isYes = (text: string | undefined, otherwise: boolean): boolean =>
  text === undefined ? otherwise : /^[yt]/iu.test(text.trim());

const UNITS: Readonly<Record<string, number>> = {
  mi: 1609.344,
  kft: 304.8,
  km: 1000,
  m: 1,
  ft: 0.3048,
  in: 0.0254,
  cm: 0.01,
  mm: 0.001,
};

/** Metres of a unit of length; `null` for `none` and what is not known. */
export const metresOf = (unit: string | undefined): number | null =>
  UNITS[(unit ?? '').toLowerCase()] ?? null;

/** Phases of a bus: 1 and 2 of `b12.1.2`; 0 is ground, from 4 on neutrals. None stated, none. */
export const nodesIn = (text: string): readonly number[] => text.trim().split('.').slice(1).map(Number);

/** A bus without its phases: `b12.1.2` is `b12`. Names know no capitals. */
export const busIn = (text: string): string => (text.trim().split('.')[0] ?? '').toLowerCase();
