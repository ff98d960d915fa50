/** The cheapest five as a peer gives them: sources in order; metres of each route where it says them. */
export interface PeerAnswer {
  readonly sources: readonly number[];
  readonly metres?: readonly number[];
}

/** Routes are as long as ours to 5 cm; ours are rounded to 10 cm. */
const TOLERANCE_M = 0.05 + 0.05;

/** @throws Error at the first question that a peer answers otherwise. */
export function expectSame(peer: string, ours: readonly PeerAnswer[], theirs: readonly PeerAnswer[]): void {
  ours.forEach((expected, question) => {
    const got = theirs[question];
    const differs =
      got?.sources.join() !== expected.sources.join() ||
      (got.metres ?? []).some((m, i) => Math.abs(m - expected.metres![i]!) > TOLERANCE_M + 1e-6);
    if (differs)
      throw new Error(
        `${peer} answers question ${question} otherwise: ${JSON.stringify(got)}, ours ${JSON.stringify(expected)}`,
      );
  });
}
