import type { ElectricGrid } from '../electric-grid.ts';
import { add, complex, conj, inverse, scaled, size, times, type Complex } from './complex.ts';

/**
 * The slow twin of the load flow: no trees, no per unit, no π of a transformer. Nodal admittances in siemens with a
 * star point of its own inside every transformer, voltages in kV line to line, power in MVA, and Newton's method in
 * rectangular coordinates with a dense solver. Right for any connected grid, meshed too; a few dozen nodes.
 */

/** Nodal admittance matrix, S; star points of transformers stand after the nodes. */
export function nodalAdmittance(grid: ElectricGrid): { y: Complex[][]; names: string[] } {
  const names = [
    ...grid.nodes.map(({ id }) => id),
    ...grid.branches.flatMap(({ id, data }) => (data.kind === 'transformer' ? [`star of ${id}`] : [])),
  ];
  const at = new Map(names.map((name, i) => [name, i]));
  const y = names.map(() => names.map(() => complex(0)));
  const put = (a: number, b: number, value: Complex) => (y[a]![b] = add(y[a]![b]!, value));
  /** Admittance between a and b behind an ideal transformer at a: U_a = ratio · U. */
  const join = (a: number, b: number, admittance: Complex, ratio = 1) => {
    put(a, a, scaled(admittance, 1 / ratio ** 2));
    put(b, b, admittance);
    put(a, b, scaled(admittance, -1 / ratio));
    put(b, a, scaled(admittance, -1 / ratio));
  };
  for (const { id, from, to, data } of grid.branches) {
    const [a, b] = [at.get(from)!, at.get(to)!];
    if (data.kind === 'line') {
      join(a, b, inverse(complex(data.rOhmPerKm * data.lengthKm, data.xOhmPerKm * data.lengthKm)));
      for (const end of [a, b]) {
        put(end, end, scaled(complex(data.gUsPerKm, data.bUsPerKm), 0.5e-6 * data.lengthKm));
      }
      continue;
    }
    // All in Ω and S of the low-voltage side.
    const star = at.get(`star of ${id}`)!;
    const mva = data.ratedKva / 1000;
    const z = ((data.ukPercent / 100) * data.lvKv ** 2) / mva;
    const r = (data.pkKw / 1000) * (data.lvKv / mva) ** 2;
    const half = inverse(complex(r / 2, Math.sqrt(z * z - r * r) / 2));
    join(a, star, half, (data.hvKv * data.tapPu) / data.lvKv);
    join(star, b, half);
    const g = data.p0Kw / 1000 / data.lvKv ** 2;
    const total = ((data.i0Percent / 100) * mva) / data.lvKv ** 2;
    put(star, star, complex(g, -Math.sqrt(Math.max(0, total ** 2 - g ** 2))));
  }
  return { y, names };
}

/** Solves A·x = b by elimination with row pivots; both are destroyed. */
export function solveDense(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k; i < n; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[best]![k]!)) best = i;
    [a[k], a[best]] = [a[best]!, a[k]!];
    [b[k], b[best]] = [b[best]!, b[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = a[i]![k]! / a[k]![k]!;
      if (factor === 0) continue;
      for (let j = k; j < n; j++) a[i]![j]! -= factor * a[k]![j]!;
      b[i]! -= factor * b[k]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let rest = b[i]!;
    for (let j = i + 1; j < n; j++) rest -= a[i]![j]! * x[j]!;
    x[i] = rest / a[i]![i]!;
  }
  return x;
}

/** Voltages in pu of the nodes' own kV, by id; `null` when Newton finds no solution in 40 steps. */
export function newtonLoadFlow(grid: ElectricGrid): Map<string, Complex> | null {
  const { y, names } = nodalAdmittance(grid);
  const kvOf = new Map(grid.nodes.map(({ id, kv }) => [id, kv]));
  const held = new Map(grid.sources.map(({ node, pu }) => [node, pu * kvOf.get(node)!]));
  const free = names.flatMap((name, i) => (held.has(name) ? [] : [i]));
  // No-load voltages: star points and nodes behind off-nominal ratios start where current is 0.
  const v: Complex[] = names.map((name) => complex(held.get(name) ?? 0));
  const linear = free.flatMap((i) => {
    const known = names.reduce(
      (sum, name, j) => (held.has(name) ? add(sum, times(y[i]![j]!, v[j]!)) : sum),
      complex(0),
    );
    return [-known.re, -known.im];
  });
  const realMatrix = free.flatMap((i) => [
    free.flatMap((j) => [y[i]![j]!.re, -y[i]![j]!.im]),
    free.flatMap((j) => [y[i]![j]!.im, y[i]![j]!.re]),
  ]);
  const start = solveDense(
    realMatrix.map((row) => [...row]),
    linear,
  );
  free.forEach((i, k) => (v[i] = complex(start[2 * k]!, start[2 * k + 1])));

  for (let step = 0; step < 40; step++) {
    // Mismatch of current, kA·√3: Y·U + conj(S/U) = 0, and its derivative by re and im of U.
    const jacobian = realMatrix.map((row) => [...row]);
    const mismatch: number[] = [];
    free.forEach((i, k) => {
      let current = names.reduce((sum, _, j) => add(sum, times(y[i]![j]!, v[j]!)), complex(0));
      for (const load of grid.loads) {
        if (load.node !== names[i]) continue;
        const base = kvOf.get(load.node)!;
        const [shareI, shareZ] = [load.current ?? 0, load.impedance ?? 0];
        const drawn = (u: Complex): Complex => {
          const pu = size(u) / base;
          const kva = complex(load.kw, load.kvar);
          const s = scaled(kva, (1 - shareI - shareZ + shareI * pu + shareZ * pu * pu) / 1000);
          return conj(times(s, inverse(u)));
        };
        const here = drawn(v[i]!);
        current = add(current, here);
        // The derivative by differences: plain, and Newton only needs it good enough.
        const h = 1e-6 * base;
        const byRe = scaled(add(drawn(add(v[i]!, complex(h))), scaled(here, -1)), 1 / h);
        const byIm = scaled(add(drawn(add(v[i]!, complex(0, h))), scaled(here, -1)), 1 / h);
        jacobian[2 * k]![2 * k]! += byRe.re;
        jacobian[2 * k + 1]![2 * k]! += byRe.im;
        jacobian[2 * k]![2 * k + 1]! += byIm.re;
        jacobian[2 * k + 1]![2 * k + 1]! += byIm.im;
      }
      mismatch.push(-current.re, -current.im);
    });
    const change = solveDense(jacobian, mismatch);
    free.forEach((i, k) => (v[i] = add(v[i]!, complex(change[2 * k]!, change[2 * k + 1]))));
    const moved = Math.max(
      0,
      ...free.map((i, k) => Math.hypot(change[2 * k]!, change[2 * k + 1]!) / (kvOf.get(names[i]!) ?? 1)),
    );
    if (Number.isNaN(moved)) return null;
    if (moved < 1e-12) {
      return new Map(grid.nodes.map(({ id, kv }, i) => [id, scaled(v[i]!, 1 / kv)]));
    }
  }
  return null;
}
