import type { RequestHandler } from 'express';
import { Refusal } from '../contract/refusal.ts';

/** Last handler of a route: every other method is refused with the list of those there are. */
export const onlyMethods =
  (...methods: readonly string[]): RequestHandler =>
  (_req, res) => {
    res.set('Allow', methods.join(', '));
    throw new Refusal('method-not-allowed');
  };
