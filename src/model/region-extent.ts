/** How far beyond its grid's hull a region reaches, m (contract: hull + 15 km). */
export const EXTENT_MARGIN_M = 15_000;
