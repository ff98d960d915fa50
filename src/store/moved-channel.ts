/** Channel on which the id of a region is sent when its data or ledger has moved. */
export const MOVED = 'jiedian_regions';
