/** Whether every run of the long proofs is made, as `npm run prove` asks. */
export const isWholeProof = process.env['PROOF'] === '1';

/** How many runs of a proof are made, of so many: all in a whole proof, else a fifth or as many as told. */
export const proofs = (whole: number, quick = Math.ceil(whole / 5)): number => (isWholeProof ? whole : quick);

/** What is expected of a proof's runs beyond that there are any: the whole proof's figure, or the least that tells. */
export const least = (whole: number, quick = 1): number => (isWholeProof ? whole : quick);
