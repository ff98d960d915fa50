/** A row of a GeoPackage's table of reference systems. */
export interface ReferenceSystem {
  readonly name: string;
  /** Number within the file. */
  readonly id: number;
  readonly organization: string;
  /** Number that the organization knows it by. */
  readonly code: number;
  /** Well-known text. */
  readonly definition: string;
  readonly description: string | null;
}

const UNDEFINED = { organization: 'NONE', definition: 'undefined' } as const;

const degrees = (name: string, datum: string, epsg: number): string =>
  `GEOGCS["${name}",${datum},PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],` +
  `UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","${epsg}"]]`;

/** What the standard wants in every file. */
export const REQUIRED_SYSTEMS: readonly ReferenceSystem[] = [
  {
    name: 'Undefined cartesian',
    id: -1,
    code: -1,
    description: 'undefined cartesian coordinates',
    ...UNDEFINED,
  },
  {
    name: 'Undefined geographic',
    id: 0,
    code: 0,
    description: 'undefined geographic coordinates',
    ...UNDEFINED,
  },
  {
    name: 'WGS 84',
    id: 4326,
    organization: 'EPSG',
    code: 4326,
    definition: degrees(
      'WGS 84',
      'DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]]',
      4326,
    ),
    description: 'longitude/latitude',
  },
];

/** What everything that Jiedian writes is in. */
export const CGCS2000: ReferenceSystem = {
  name: 'China Geodetic Coordinate System 2000',
  id: 4490,
  organization: 'EPSG',
  code: 4490,
  definition: degrees(
    'China Geodetic Coordinate System 2000',
    'DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]]',
    4490,
  ),
  description: 'longitude/latitude',
};
