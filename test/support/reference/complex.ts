/** Complex numbers as plain objects, for slow twins. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const complex = (re: number, im = 0): Complex => ({ re, im });
export const add = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });
export const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
export const scaled = (a: Complex, by: number): Complex => ({ re: a.re * by, im: a.im * by });
export const conj = (a: Complex): Complex => ({ re: a.re, im: -a.im });
export const inverse = (a: Complex): Complex => scaled(conj(a), 1 / (a.re * a.re + a.im * a.im));
export const size = (a: Complex): number => Math.hypot(a.re, a.im);
