/** Clocks of two machines may be this far apart, s. */
export const CLOCK_SKEW_S = 30;
