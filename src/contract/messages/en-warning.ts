/** What planners are warned of. */
export const enWarning = {
  warning: {
    feed: 'Warnings of region {region}',
    title: '{kind:warningKind}: {elementKind:elementKind} {elementId}',
    ended: 'ended at {endedAt}',
    relief: 'ends with {kva} kVA less, or as much more',
    ways: 'ties lead to {ways}',
    works: 'works asked for: {works}',
  },
  warningKind: {
    over: 'over its rating',
    heavy: 'heavily loaded',
    'short-margin': 'little room left',
    queue: 'applications wait',
    'stale-data': 'old figures',
  },
  warningValue: {
    loadRate: 'load rate (1 = full)',
    peakKva: 'peak kVA',
    ratingKva: 'rating kVA',
    limitKva: 'limit kVA',
    season: 'season',
    fromShare: 'warned of from',
    leftKva: 'left kVA',
    leastKva: 'wanted kVA',
    committedKva: 'in flight kVA',
    applications: 'applications',
    waitingKva: 'waiting kVA',
    measuredOn: 'measured on',
    maxDays: 'days allowed',
  },
} as const;
