import { describe, expect, it } from 'vitest';
import { reinforcement } from '../../src/casework/reinforcement.ts';
import type { Shortage } from '../../src/model/queue-book.ts';
import { waiting } from '../support/waiting.ts';

const plan = (
  planId: string,
  elements: readonly string[],
  over: Partial<Shortage['plans'][number]> = {},
): Shortage['plans'][number] => ({
  planId,
  atOnceKva: 200,
  suppliesKva: 500,
  works: elements.map((element) => ({ element, remedy: 'larger-conductor' })),
  gridYuan: 1000,
  ...over,
});
const asks = (id: string, plans: Shortage['plans'], over: Parameters<typeof waiting>[2] = {}) =>
  waiting(id, [], { shortage: { askedKva: 500, elements: [], plans }, ...over });

describe('works that staged plans ask for', () => {
  it('are summed by element, over chosen plans and apart from them over offered ones', () => {
    const rows = reinforcement([
      asks('a', [plan('p1', ['section/S1']), plan('p2', ['outlet/F2'])], { planId: 'p1', status: 'chosen' }),
      asks('b', [plan('p1', ['section/S1'], { gridYuan: 900, atOnceKva: 0 }), plan('p2', ['section/S1'])]),
      asks('c', [plan('p1', ['section/S1', 'outlet/F1'], { gridYuan: 5000 }), plan('p2', [])]),
    ]);
    expect(rows).toEqual([
      {
        element: 'section/S1',
        remedies: ['larger-conductor'],
        chosen: { applications: 1, waitingKva: 300 },
        offered: { applications: 2, waitingKva: 800 },
        likelyYuan: 900,
        together: [],
      },
      {
        element: 'outlet/F1',
        remedies: ['larger-conductor'],
        chosen: { applications: 0, waitingKva: 0 },
        offered: { applications: 1, waitingKva: 300 },
        likelyYuan: 5000,
        together: ['section/S1'],
      },
    ]);
  });

  it('of one place are counted once, by the first of its applications', () => {
    const twice = reinforcement([
      asks('a', [plan('p1', ['section/S1'])], { site: 'here' }),
      asks('b', [plan('p1', ['section/S1'], { atOnceKva: 0 })], { site: 'here' }),
    ]);
    expect(twice).toMatchObject([{ offered: { applications: 1, waitingKva: 300 } }]);
  });

  it('are none where nobody asks', () => {
    expect(reinforcement([])).toEqual([]);
    expect(reinforcement([asks('a', [plan('p1', ['section/S1'])], { planId: 'p2' })])).toEqual([]);
  });
});
