import type { Headroom } from '../../src/search/headroom.ts';
import type { OfferQuestion } from '../../src/search/offers/offer-question.ts';
import { QuickOffers } from '../../src/search/offers/quick-offers.ts';
import { SourceTiles } from '../../src/search/offers/source-tiles.ts';
import { drawQuestions } from '../support/questions.ts';
import type { Region } from '../support/region.ts';
import { type PeerQuestion, peerQuestion, sourcesByEdge } from './network.ts';
import type { PeerAnswer } from './same-answers.ts';

/** Questions put to everybody, in our form and in the peers', with our answers. */
export interface Examined {
  readonly questions: readonly OfferQuestion[];
  readonly forPeers: readonly PeerQuestion[];
  readonly answers: readonly PeerAnswer[];
  /** How many were drawn to get them. */
  readonly drawn: number;
}

interface Answer {
  readonly withRoom: number;
  readonly offers: readonly { nodeId: string; nodeKind: string; routeM: number; likelyYuan: number }[];
}

const decoder = new TextDecoder();

/** Peers without a box are bounded by cost: the routes of a question all stay below. */
export const CUTOFF_YUAN = 1_500_000;

/** Questions that everybody can answer: none where a route would leave the box or cost more than the bound. */
export function examine(region: Region, headroom: Headroom, count: number): Examined {
  const offers = new QuickOffers(headroom, new SourceTiles(region.tiles));
  const { snapshot } = headroom;
  const read = (question: OfferQuestion) => decoder.decode(offers.answer(question));
  const onEdge = sourcesByEdge(headroom);
  const questions: OfferQuestion[] = [];
  const answers: PeerAnswer[] = [];
  let drawn = 0;
  for (const question of drawQuestions(snapshot, 4 * count, 'spread')) {
    if (questions.length === count) break;
    drawn++;
    const text = read(question);
    const answer = JSON.parse(text) as Answer;
    const wide = JSON.parse(read({ ...question, withinM: 3000 })) as Answer;
    const fixed = question.ways[0]!.fixedYuan;
    const ordinary = answer.offers.every(({ likelyYuan }) => likelyYuan - fixed < CUTOFF_YUAN);
    if (JSON.stringify(wide) !== JSON.stringify(answer) || !ordinary) continue;
    questions.push(question);
    answers.push({
      sources: answer.offers.map(({ nodeId, nodeKind }) => {
        return snapshot.findSources(nodeId).find((s) => snapshot.sourceKind(s) === nodeKind)!;
      }),
      metres: answer.offers.map(({ routeM }) => routeM),
    });
  }
  return { questions, answers, drawn, forPeers: questions.map((q) => peerQuestion(headroom, q, onEdge)) };
}
