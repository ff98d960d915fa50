const spec = (part: string, name: string): string =>
  `http://www.opengis.net/spec/ogcapi-features-${part}/1.0/conf/${name}`;

/** What `/ogc` keeps to: OGC API – Features parts 1 and 2, and of part 3 what says by which properties one may filter. */
export const CONFORMANCE = {
  core: spec('1', 'core'),
  geojson: spec('1', 'geojson'),
  html: spec('1', 'html'),
  oas30: spec('1', 'oas30'),
  crs: spec('2', 'crs'),
  queryables: spec('3', 'queryables'),
  queryParameters: spec('3', 'queryables-query-parameters'),
} as const;
