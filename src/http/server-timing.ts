/** Value of `Server-Timing` for how long each phase took, ms. */
export const serverTiming = (phasesMs: Readonly<Record<string, number>>): string =>
  Object.entries(phasesMs)
    .map(([phase, ms]) => `${phase.replaceAll(/[^\w-]/gu, '-')};dur=${ms.toFixed(3)}`)
    .join(', ');
