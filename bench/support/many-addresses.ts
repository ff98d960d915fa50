import type { Row } from '../../src/model/record.ts';
import { seededRandom } from '../synth/random.ts';

/** Letters that names of places are made of. */
const LETTERS = Array.from(
  '安宝北昌长城春大东丰福高古光广国海河红洪湖华怀黄吉建江金锦景静康乐莲龙鲁绿梅美民明南宁平青清泉仁荣瑞山上胜石双水松泰唐天田同桐万旺文吴五西仙祥新兴秀雪阳杨义永玉园云张长正中竹紫',
);
const TOWNS = 200;
const STREETS_OF_TOWN = 50;
const HOUSES_OF_STREET = 20;
const [TOWN_DEG, STREET_DEG, HOUSE_DEG] = [0.1, 0.001, 0.0002];

/** Different names of some letters, in an order of their own. */
const names = (count: number, letters: number, seed: string): readonly string[] => {
  const random = seededRandom('many-addresses', seed);
  const found = new Set<string>();
  while (found.size < count) found.add(Array.from({ length: letters }, () => random.pick(LETTERS)).join(''));
  return [...found];
};

/**
 * A gazetteer of 200,000 entries as a city of ten counties has them: every house of 10,000 streets and villages in 200
 * towns, whose names share their letters.
 */
export function* manyAddresses(): Generator<Row<'addresses'>> {
  const [counties, towns] = [names(10, 2, 'counties'), names(TOWNS, 2, 'towns')];
  for (const [t, town] of towns.entries()) {
    const kind = ['镇', '乡', '街道'][t % 3] ?? '镇';
    const streets = names(STREETS_OF_TOWN, 2, `streets/${t}`);
    for (const [s, street] of streets.entries()) {
      const at = s % 2 === 0 ? `${street}路` : `${street}村`;
      for (let house = 1; house <= HOUSES_OF_STREET; house++) {
        yield {
          id: `${t}-${s}-${house}`,
          text: `${counties[t % 10] ?? ''}县${town}${kind}${at}${house}号`,
          lon_deg: 112 + (t % 14) * TOWN_DEG + house * HOUSE_DEG,
          lat_deg: 33 + Math.floor(t / 14) * TOWN_DEG + s * STREET_DEG,
        };
      }
    }
  }
}
