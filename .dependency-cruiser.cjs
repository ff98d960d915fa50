/** The arrows of the house: who may import whom, and which package lives where. Run by test/architecture.test.ts. */

/** Folder → folders it may import from, beside itself. */
const ARROWS = {
  model: [],
  geopackage: [],
  electric: ['model'],
  policy: ['model'],
  pricing: ['model'],
  snapshot: ['model'],
  search: ['electric', 'snapshot', 'model'],
  plan: ['search', 'snapshot', 'policy', 'pricing', 'model'],
  planning: ['search', 'electric', 'snapshot', 'policy', 'model'],
  casework: ['policy', 'model'],
  contract: ['model'],
  store: ['model'],
  ingest: ['geopackage', 'model'],
  worker: ['papers', 'plan', 'planning', 'search', 'policy', 'pricing', 'contract', 'snapshot', 'model'],
  papers: ['geopackage', 'contract', 'policy', 'model'],
  http: ['contract', 'casework', 'planning', 'papers', 'model'],
  cli: ['geopackage', 'contract', 'ingest', 'model'],
  web: ['contract'],
};

/** Package → folders it may be imported in. */
const PACKAGES = {
  express: ['http'],
  piscina: ['worker'],
  pg: ['store'],
  'pg-copy-streams': ['store'],
  '@electric-sql/pglite': ['store'],
  '@electric-sql/pglite-postgis': ['store'],
  'node-pg-migrate': ['store'],
  'pg-boss': ['store'],
  graphology: ['snapshot'],
  flatbush: ['snapshot'],
  '@turf/turf': ['ingest', 'planning', 'web'],
  'geojson-vt': ['planning'],
  '@maplibre/vt-pbf': ['planning'],
  zod: ['contract', 'policy', 'pricing', 'ingest', 'config.ts'],
  pdfkit: ['papers'],
  fontkit: ['papers'],
  'write-excel-file': ['papers'],
  commander: ['cli'],
  gcoord: ['model'],
  'csv-parse': ['ingest'],
  'csv-stringify': ['cli', 'contract', 'ingest', 'papers'],
  'osm-pbf-parser-node': ['ingest'],
  saxes: ['ingest'],
  'sql.js': ['geopackage'],
  shapefile: ['ingest'],
  preact: ['web'],
  'maplibre-gl': ['web'],
  'terra-draw': ['web'],
  'terra-draw-maplibre-gl-adapter': ['web'],
  vite: ['web/vite.config.mjs'],
};

const escaped = (text) => text.replace(/[/\\^$.*+?()[\]{}|-]/g, '\\$&');

const folderRule = ([folder, allowed]) => ({
  name: `arrows-of-${folder}`,
  comment: `src/${folder} stands on ${allowed.length === 0 ? 'nothing' : allowed.join(', ')}; turn the arrow round or move the code`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}/`) },
});

const packageRule = ([name, folders]) => ({
  name: `home-of-${name}`,
  comment: `${name} is spoken to only in ${folders.join(', ')}, so that it can be replaced there`,
  severity: 'error',
  from: { path: '^src/', pathNot: folders.map((folder) => `^src/${escaped(folder)}`) },
  to: { path: `node_modules/${escaped(name)}/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'modules in a ring cannot be read one at a time',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'nothing uses it: delete it',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(http/assets|web/vite[.]config)' },
      to: {},
    },
    {
      name: 'src-alone',
      comment: 'the product does not know its tests and benches',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    ...Object.entries(ARROWS).map(folderRule),
    ...Object.entries(PACKAGES).map(packageRule),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
