import { conductorType } from '../../src/ingest/roseau/conductor-type.ts';
import { loadPower } from '../../src/ingest/roseau/load-power.ts';
import type { Network } from '../../src/ingest/roseau/network.ts';
import { transformerFigures } from '../../src/ingest/roseau/transformer-figures.ts';
import type { ElectricGrid, GridBranch } from './electric-grid.ts';

/**
 * A Roseau feeder as its balanced approximation: positive sequence of every line, the loads of all phases summed, no
 * neutral. Ids are those of the file.
 *
 * @param sourcePu voltage held at the source.
 */
export function readRoseau(text: string, sourcePu: number): ElectricGrid {
  const file = JSON.parse(text) as Network;
  const lineParams = new Map(file.lines_params.map((params) => [params.id, params]));
  const transformerParams = new Map(file.transformers_params.map((params) => [params.id, params]));
  const lines = file.lines.map((line): GridBranch => {
    const type = conductorType(line.params_id, lineParams.get(line.params_id)!, line.phases);
    return {
      ...{ id: line.id, from: line.bus1, to: line.bus2 },
      data: {
        ...{
          kind: 'line',
          lengthKm: line.length,
          rOhmPerKm: type.r_ohm_per_km,
          xOhmPerKm: type.x_ohm_per_km,
        },
        ...{ bUsPerKm: type.b_us_per_km ?? 0, gUsPerKm: 0, ratingA: type.ampacity_a ?? 0 },
      },
    };
  });
  const transformers = file.transformers.map((unit): GridBranch => {
    const figures = transformerFigures(transformerParams.get(unit.params_id)!);
    return {
      ...{ id: unit.id, from: unit.bus_hv, to: unit.bus_lv },
      data: {
        ...{ kind: 'transformer', ratedKva: figures.rating_kva!, hvKv: figures.hv_kv!, lvKv: figures.lv_kv! },
        ...{ ukPercent: figures.uk_percent!, pkKw: figures.pk_kw!, p0Kw: figures.p0_kw! },
        ...{ i0Percent: figures.i0_percent!, tapPu: unit.tap ?? 1 },
      },
    };
  });
  return {
    nodes: file.buses.map(({ id, nominal_voltage }) => ({ id, kv: nominal_voltage! / 1000 })),
    branches: [...lines, ...transformers],
    loads: file.loads.map((load) => ({ node: load.bus, ...loadPower(load)! })),
    sources: file.sources.map(({ bus }) => ({ node: bus, pu: sourcePu })),
  };
}
