const WIDTH = 760;
const LABEL = 240;
const ROW = 26;
const COLOURS = ['#1f6f5c', '#5b7fa6', '#b0763a'];
/** Ticks of the axis: powers of ten, µs. */
const UNITS: readonly (readonly [number, string])[] = [
  [10, '10 µs'],
  [100, '100 µs'],
  [1000, '1 ms'],
  [10_000, '10 ms'],
  [100_000, '100 ms'],
  [1_000_000, '1 s'],
];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Bars of the median time of one question by who answers it and by size, on a logarithmic axis, as SVG. */
export function chartOf(figures: Readonly<Record<string, number>>): string {
  const bars = Object.entries(figures).flatMap(([name, micros]) => {
    const [, size, peer] = /^peers\.(\w+)\.(.+)\.p50$/.exec(name) ?? [];
    return size === undefined || peer === undefined ? [] : [{ size, peer, micros }];
  });
  const sizes = [...new Set(bars.map(({ size }) => size))].sort(
    (a, b) => 'SML'.indexOf(a) - 'SML'.indexOf(b),
  );
  const order = [...new Set(bars.map(({ peer }) => peer))].sort((a, b) => least(a) - least(b));
  function least(peer: string): number {
    return Math.min(...bars.filter((bar) => bar.peer === peer).map(({ micros }) => micros));
  }
  const x = (micros: number): number => LABEL + ((Math.log10(micros) - 1) / 5) * (WIDTH - LABEL - 60);
  const rows = order.flatMap((peer) => sizes.map((size) => ({ peer, size })));
  const height = 40 + ROW * rows.length + 20;
  const ticks = UNITS.map(
    ([micros, text]) =>
      `<line x1="${x(micros).toFixed(1)}" x2="${x(micros).toFixed(1)}" y1="30" y2="${height - 20}" stroke="#ddd"/>` +
      `<text x="${x(micros).toFixed(1)}" y="22" text-anchor="middle" fill="#666">${text}</text>`,
  );
  const drawn = rows.map(({ peer, size }, i) => {
    const micros = bars.find((bar) => bar.peer === peer && bar.size === size)?.micros;
    const y = 40 + ROW * i;
    const label = `<text x="${LABEL - 8}" y="${y + 14}" text-anchor="end">${escaped(peer)}, ${size}</text>`;
    if (micros === undefined) return label;
    const end = Math.max(LABEL + 2, x(micros));
    const said = micros < 1000 ? `${micros.toFixed(0)} µs` : `${(micros / 1000).toFixed(1)} ms`;
    return (
      `${label}<rect x="${LABEL}" y="${y}" width="${(end - LABEL).toFixed(1)}" height="18" fill="${COLOURS[sizes.indexOf(size)] ?? '#888'}"/>` +
      `<text x="${(end + 6).toFixed(1)}" y="${y + 14}">${said}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>Median time of one question</title><rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...ticks,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}
