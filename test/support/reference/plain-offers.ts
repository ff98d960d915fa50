import { nearDistanceM } from '../../../src/model/geodesic.ts';
import type { Headroom } from '../../../src/search/headroom.ts';
import type { OfferQuestion, OfferWay } from '../../../src/search/offers/offer-question.ts';
import { drawRoute } from '../../../src/search/routes/draw-route.ts';
import { RoadSearch, type Way } from '../../../src/search/routes/road-search.ts';

const round = (value: number, steps: number): number => Math.round(value * steps) / steps;

/** Whether a source has the spare bays, and one of those listed is large enough or of unknown size. */
function hasBay({ snapshot, rules }: Headroom, source: number, need: number, { minSpareBays }: OfferWay) {
  const { sourceSpareBays, reservedBays, bayStart, bayRatingCkva } = snapshot.columns;
  if (minSpareBays === 0 || sourceSpareBays[source]! < 0) return true;
  if (Math.max(0, sourceSpareBays[source]! - reservedBays[source]!) < minSpareBays) return false;
  const ratings = Array.from(bayRatingCkva.slice(bayStart[source], bayStart[source + 1]));
  const usable = (rating: number) => Math.floor(rating * rules.usableShare.bay + 1e-6);
  return ratings.length === 0 || ratings.some((rating) => rating < 0 || usable(rating) >= need);
}

/**
 * Quick offers on plain objects: every source of the region is looked at, every candidate gets its route, and all are
 * sorted.
 */
export function plainOffers(headroom: Headroom, question: OfferQuestion) {
  const { snapshot } = headroom;
  const { columns, counts } = snapshot;
  const { site, needCkva, radiusM, withinM, ways } = question;
  const near = Array.from({ length: counts.sources }, (_, source) => {
    const way = ways.find(({ starts }) => starts.includes(snapshot.sourceKind(source)));
    const place = snapshot.placeOf(source);
    return { source, way, place, m: nearDistanceM(site.lon, site.lat, place.lon, place.lat) };
  }).filter(({ way, m }) => way !== undefined && m <= radiusM);
  const withRoom = near.filter(({ source, way }) => {
    const element = snapshot.elementOf(source);
    const feeder = columns.elementFeeder[element] ?? -1;
    return (
      (feeder < 0 || columns.feederDedicated[feeder] !== 1) &&
      headroom.chainTakes(element, { category: null, ckva: needCkva }) &&
      hasBay(headroom, source, needCkva, way!)
    );
  });
  const search = new RoadSearch(snapshot);
  const offers = withRoom.flatMap(({ source, way, place, m }) => {
    const [route] = search.ways(search.startAt(site), [search.sourceTarget(source)], {
      costs: way!.costs,
      withinM,
    });
    return route === null || route === undefined
      ? []
      : [{ source, way: way!, place, m, route, fen: Math.round((route.cost + way!.fixedYuan) * 100) }];
  });
  offers.sort((a, b) => a.fen - b.fen || a.source - b.source);
  const e7 = (degrees: number): number => round(degrees, 1e7);
  const spot = (at: { x: number; y: number }) => [at.x / 1e7, at.y / 1e7] as const;
  const pointsOf = ({ roads }: Way) =>
    roads === null
      ? []
      : [
          spot(roads.on.spot),
          ...Array.from(roads.nodes, (n) => spot({ x: columns.roadLonE7[n]!, y: columns.roadLatE7[n]! })),
          spot(roads.off.spot),
        ];
  return {
    ledgerVersion: snapshot.ledgerVersion,
    within: near.length,
    withRoom: withRoom.length,
    offers: offers.slice(0, 5).map(({ source, way, place, m, route, fen }) => {
      const element = snapshot.elementOf(source);
      const open = headroom.openCkva[element]!;
      const known = open === 2_147_483_647 ? null : open / 100;
      const points = [[e7(site.lon), e7(site.lat)], ...pointsOf(route), [e7(place.lon), e7(place.lat)]];
      return {
        kind: way.kind,
        nodeId: snapshot.sourceId(source),
        nodeKind: snapshot.sourceKind(source),
        feederId: snapshot.feederIdOf(element),
        distanceM: round(m, 10),
        openKva: headroom.unknown[element] === 0 ? known : null,
        openKnownKva: known,
        likelyYuan: fen / 100,
        routeM: round(drawRoute(columns, route, [site, place]).lengthM, 10),
        route: {
          type: 'LineString',
          coordinates: points.filter(
            ([x, y], i) => i === 0 || x !== points[i - 1]![0] || y !== points[i - 1]![1],
          ),
        },
      };
    }),
  };
}
