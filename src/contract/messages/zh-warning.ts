/** The same in Chinese. */
export const zhWarning = {
  warning: {
    feed: '地区 {region} 预警',
    title: '{kind:warningKind}：{elementKind:elementKind} {elementId}',
    ended: '已于 {endedAt} 解除',
    relief: '减少或增加 {kva} kVA 即可解除',
    ways: '可经联络转至 {ways}',
    works: '已提出的工程：{works}',
  },
  warningKind: {
    over: '过载',
    heavy: '重载',
    'short-margin': '裕度不足',
    queue: '申请排队',
    'stale-data': '数据过期',
  },
  warningValue: {
    loadRate: '负载率（1 = 满载）',
    peakKva: '最大负荷 kVA',
    ratingKva: '额定容量 kVA',
    limitKva: '限额 kVA',
    season: '季节',
    fromShare: '预警起点',
    leftKva: '余量 kVA',
    leastKva: '应留余量 kVA',
    committedKva: '在途容量 kVA',
    applications: '申请数',
    waitingKva: '等待容量 kVA',
    measuredOn: '测量日期',
    maxDays: '允许天数',
  },
} as const;
