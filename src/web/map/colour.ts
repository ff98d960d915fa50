/** Names of the colours in `styles/tokens.css`, without the dashes. */
export type ColourName =
  `${'map' | 'left' | 'plan' | 'payer'}-${string}` | 'ink' | 'card' | 'accent' | 'bad' | 'soft';

/** A colour of the theme that is shown now, as the map wants it: a plain value. */
export const colour = (name: ColourName): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
