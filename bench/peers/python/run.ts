import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { metresPerDegree } from '../../../src/model/geodesic.ts';
import type { PeerNetwork } from '../network.ts';
import { CUTOFF_YUAN, type Examined } from '../questions.ts';
import { expectSame } from '../same-answers.ts';

const PROGRAM = fileURLToPath(new URL('peer.py', import.meta.url));

/** Whether this machine has Python with networkx and scipy. */
export function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import networkx, scipy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** cKDTree and networkx with a cut-off: compares all answers with ours, then takes µs of each question. */
export function runPython(network: PeerNetwork, examined: Examined, rounds: number): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'jiedian-python-'));
  try {
    const { sources, edges, nodes } = network;
    const write = (name: string, figures: Float64Array | Int32Array) => {
      writeFileSync(join(folder, `${name}.bin`), figures);
    };
    write(
      'source_id',
      Int32Array.from(sources, (s) => s.source),
    );
    write(
      'source_lon',
      Float64Array.from(sources, (s) => s.lon),
    );
    write(
      'source_lat',
      Float64Array.from(sources, (s) => s.lat),
    );
    write(
      'source_way',
      Int32Array.from(sources, (s) => s.way),
    );
    write(
      'source_open',
      Int32Array.from(sources, (s) => s.openCkva),
    );
    write(
      'source_usable',
      Int32Array.from(sources, (s) => s.usableCkva),
    );
    write(
      'edge_from',
      Int32Array.from(edges, (e) => e.from),
    );
    write(
      'edge_to',
      Int32Array.from(edges, (e) => e.to),
    );
    write(
      'edge_cost',
      Float64Array.from(edges, (e) => e.cost),
    );
    write(
      'edge_one_way',
      Int32Array.from(edges, (e) => (e.oneWay ? 1 : 0)),
    );
    const lat = sources.reduce((sum, s) => sum + s.lat, 0) / sources.length;
    const { north, east } = metresPerDegree(lat);
    const given = { nodes, cutoff: CUTOFF_YUAN, north, east, lat, questions: examined.forPeers };
    writeFileSync(join(folder, 'network.json'), JSON.stringify(given));
    const printed = execFileSync('python3', [PROGRAM, folder, String(rounds)], {
      encoding: 'utf8',
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { answers, micros } = JSON.parse(printed) as { answers: number[][]; micros: number[] };
    expectSame(
      'networkx',
      examined.answers,
      answers.map((ids) => ({ sources: ids })),
    );
    return micros;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
