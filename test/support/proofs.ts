/** Share of a long proof's runs that the quick suite makes; `npm run prove` asks for all. */
const SHARE = Number(process.env['PROOF'] ?? 0.2);

/** Whether every run of the long proofs is made. */
export const isWholeProof = SHARE >= 1;

/** How many runs of a proof are made, of so many. */
export const proofs = (whole: number): number => Math.max(1, Math.ceil(whole * SHARE));
