import { catalogue } from '../language/catalogue.ts';

/** What the ledger of a chain says. */
export const ledger = catalogue(
  {
    chain: '从该设备到主变的全部设备，依次向上',
    element: '设备',
    use: '限额使用情况',
    binding: '限制设备',
    unknown: '未知',
    bar: '最大负荷 {peak}，在途与预占 {committed}，本次新增 {added}，剩余 {left}，限额 {limit}',
    figures: '{quality}，{season}，{day}',
    hidden: '其间 {count} 段线路，各段剩余均不少于 {kva}',
    all: '显示全部 {count} 个设备',
    some: '只显示关键设备',
    'part.peak': '最大负荷',
    'part.committed': '在途与预占',
    'part.added': '本次新增',
    'part.left': '剩余',
  },
  {
    chain: 'Every element from here up to the main transformer',
    element: 'Element',
    use: 'Use of the limit',
    binding: 'Binding',
    unknown: 'Unknown',
    bar: 'peak {peak}, in flight and held {committed}, added {added}, left {left}, limit {limit}',
    figures: '{quality}, {season}, {day}',
    hidden: '{count} line pieces in between, each with {kva} or more left',
    all: 'Show all {count} elements',
    some: 'Show what matters',
    'part.peak': 'Peak',
    'part.committed': 'In flight and held',
    'part.added': 'Added',
    'part.left': 'Left',
  },
);
