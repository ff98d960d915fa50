import type { PeakInputs } from './allocate-peaks.ts';

/** What is of unknown size counts nothing. */
const known = (kva = NaN): number => (Number.isNaN(kva) ? 0 : kva);

/**
 * What hangs on each element's far end at the moment its feeder peaks, so that the loads of a feeder add up to its head.
 *
 * With W(e) as in `allocatePeaks`, every measured element shares its peak out below it: scale(e) = scale above ·
 * m(e) / W(e), and a load weighs scale · w(e). A measured element with nothing known below carries its peak itself.
 * A feeder is studied alone: at its head the scale above is 1.
 *
 * @param startsAt whether an element is the head of a feeder.
 * @returns kVA per element; what is of unknown size counts 0, and the head still adds up.
 * @cost O(n), two passes.
 */
export function coincidentLoads(
  { parent, metered, own }: PeakInputs,
  startsAt: (element: number) => boolean,
): Float64Array {
  const n = parent.length;
  const parts = new Float64Array(n);
  for (let e = n - 1; e >= 0; e--) {
    parts[e] = (parts[e] ?? 0) + known(own[e]);
    const up = parent[e] ?? -1;
    const meter = metered[e] ?? NaN;
    if (up >= 0) parts[up] = (parts[up] ?? 0) + (Number.isNaN(meter) ? (parts[e] ?? 0) : meter);
  }
  const scale = new Float64Array(n).fill(1);
  const load = new Float64Array(n);
  for (let e = 0; e < n; e++) {
    const above = startsAt(e) ? 1 : (scale[parent[e] ?? -1] ?? 1);
    const meter = metered[e] ?? NaN;
    const isMetered = !Number.isNaN(meter);
    const whole = parts[e] ?? 0;
    scale[e] = !isMetered || whole === 0 ? above : (above * meter) / whole;
    load[e] = isMetered && whole === 0 ? above * meter : (scale[e] ?? 1) * known(own[e]);
  }
  return load;
}
