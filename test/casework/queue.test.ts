import { describe, expect, it } from 'vitest';
import { needOf, placeInQueue } from '../../src/casework/queue.ts';
import { waiting } from '../support/waiting.ts';

const idsOf = (place: ReturnType<typeof placeInQueue>) =>
  place.queues.map(({ element, waiting: line }) => [element, line.map(({ applicationId }) => applicationId)]);

describe('the queue', () => {
  const all = [
    waiting('a', ['outlet/F1']),
    waiting('b', ['outlet/F1', 'outlet/F2']),
    waiting('c', ['outlet/F2']),
    waiting('d', ['outlet/F1']),
  ];

  it('has one line for each element, in order; the shortest tells the place', () => {
    const b = placeInQueue(all, 'b');
    expect(b.position).toBe(1);
    expect(idsOf(b)).toEqual([
      ['outlet/F1', ['a', 'b', 'd']],
      ['outlet/F2', ['b', 'c']],
    ]);
    expect(placeInQueue(all, 'd').position).toBe(3);
    expect(placeInQueue(all, 'x')).toEqual({ position: null, own: null, queues: [] });
  });

  it('counts one place once, the first of its applications', () => {
    const twice = [...all.slice(0, 1), waiting('a2', ['outlet/F1'], { site: 'at a' }), ...all.slice(1)];
    expect(placeInQueue(twice, 'd').position).toBe(3);
    expect(placeInQueue(twice, 'a2').position).toBeNull();
  });

  it('asks for what is missing after a smaller choice, and leaves those out who have all', () => {
    const some = waiting('e', ['outlet/F1'], { hasKva: 160, status: 'chosen' });
    expect(needOf(some)).toBe(340);
    expect(needOf(waiting('f', [], { askedKva: null }))).toBeNull();
    const whole = waiting('g', ['outlet/F1'], { hasKva: 500 });
    expect(idsOf(placeInQueue([whole, some], 'e'))).toEqual([['outlet/F1', ['e']]]);
  });
});
