import type { Row } from '../../src/model/record.ts';
import { sectionId, sumDownstream, type Feeder, type LineNode, type Tie } from './feeder.ts';

/** Overhead trunks are cut into about this many poles between two sectionalising switches (a kilometre and a half). */
const POLES_BETWEEN_SWITCHES = 24;
/** A branch with at least so many poles has a switch of its own. */
const BRANCH_POLES = 14;

const switchRow = (
  kind: Row<'switches'>['kind'],
  section: string,
  node: LineNode,
  name: string,
): Row<'switches'> => ({
  id: `${section}-k`,
  name,
  kind,
  section_id: section,
  node_id: node.id,
  normally_open: kind === 'tie',
});

/** Nodes whose section begins with a sectionalising switch: along the trunk by distance, at long branches. */
const sectionalised = (feeder: Feeder): LineNode[] => {
  const poles = sumDownstream(feeder, () => 1);
  const since = new Map<LineNode, number>();
  const heaviest = new Map<LineNode, LineNode>();
  for (const node of feeder.nodes) {
    const rival = heaviest.get(node.parent!);
    if (rival === undefined || poles.get(node)! > poles.get(rival)!) heaviest.set(node.parent!, node);
  }
  return feeder.nodes.slice(1).filter((node) => {
    const run = (since.get(node.parent!) ?? 0) + 1;
    const onTrunk = heaviest.get(node.parent!) === node;
    const cut = onTrunk ? run > POLES_BETWEEN_SWITCHES : poles.get(node)! >= BRANCH_POLES;
    since.set(node, cut ? 0 : run);
    return cut;
  });
};

/** In cable feeders every cable between two units can be switched at the unit nearer to the substation. */
const betweenUnits = (feeder: Feeder): LineNode[] =>
  feeder.nodes.slice(1).filter((n) => n.kind === 'rmu' || n.kind === 'switching-station');

/** Switches of all feeders and ties: outlets and sectionalising closed, ties open. */
export const switchRows = (feeders: readonly Feeder[], ties: readonly Tie[]): Row<'switches'>[] => [
  ...feeders.flatMap((feeder) => {
    const [first] = feeder.nodes;
    const cuts = feeder.area === 'rural' ? sectionalised(feeder) : betweenUnits(feeder);
    return [
      switchRow('outlet', sectionId(first!), feeder.busbar.node, `${feeder.name}出线开关`),
      ...cuts.map((node, i) =>
        switchRow('sectionalising', sectionId(node), node.parent!, `${feeder.name}分段${i + 1}开关`),
      ),
    ];
  }),
  ...ties.map((tie, i) => switchRow('tie', tie.id, tie.from, `联络${i + 1}开关`)),
];
