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
};

/** Words of a list: brackets of any kind, with spaces or commas between. */
export const words = (text: string): readonly string[] =>
  text
    .replace(/[()[\]{}"']/gu, ' ')
    .split(/[\s,]+/u)
    .filter((word) => word !== '');

/** A number, or one worked out in reverse Polish notation as the program allows; `NaN` = neither. */
export const numberIn = (text: string): number => {
  const stack: number[] = [];
  for (const word of words(text)) {
    const operator = OPERATORS[word];
    const ofOne = FUNCTIONS[word.toLowerCase()];
    if (operator !== undefined) {
      const [b, a] = [stack.pop() ?? NaN, stack.pop() ?? NaN];
      stack.push(operator(a, b));
    } else if (ofOne !== undefined) stack.push(ofOne(stack.pop() ?? NaN));
    else stack.push(Number(word));
  }
  return stack.length === 1 ? (stack[0] ?? NaN) : NaN;
};

/** Rows of a matrix, of which the lower triangle may be all that is given. */
export const matrixIn = (text: string): readonly (readonly number[])[] =>
  text.split('|').map((row) => words(row).map(Number));

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

/** A bus without its phases: `b12.1.2` is `b12`. Names know no capitals. */
export const busIn = (text: string): string => (text.trim().split('.')[0] ?? '').toLowerCase();
