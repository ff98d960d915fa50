/** Seed of `data/demo`. */
export const DEMO_SEED = 23;

/** Sizes of regions: a county has 50 feeders, about 5,000 medium-voltage nodes and 7,500 pieces of road. */
export const SIZES: ReadonlyMap<string, { readonly name: string; readonly counties: number }> = new Map([
  ['demo', { name: '青禾县', counties: 1 }],
  ['S', { name: '合成地区（100 条馈线）', counties: 2 }],
  ['M', { name: '合成市（2,000 条馈线）', counties: 40 }],
  ['L', { name: '合成省（20,000 条馈线）', counties: 400 }],
]);
