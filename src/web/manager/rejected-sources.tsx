import type { PowerSourcesAnswer } from '../../contract/power-sources.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { Empty } from '../parts/empty.tsx';

type Rejection = NonNullable<SupplyPlansAnswer['rejected']>[number];

/** A place that was not taken, with every reason, and its number on the map. */
export interface RejectedPlace {
  readonly number: number;
  readonly nodeId: string;
  /** `null` = beyond the radius of what the list of sources tells. */
  readonly at: { readonly lon: number; readonly lat: number } | null;
  readonly distanceM: number | null;
  readonly reasons: readonly Rejection[];
}

/** Rejections by place, the nearest first; those without a place last. */
export function rejectedPlaces(
  rejected: readonly Rejection[],
  sources: PowerSourcesAnswer['sources'],
): RejectedPlace[] {
  const near = new Map(sources.map((source) => [source.nodeId, source]));
  const byNode = new Map<string, Rejection[]>();
  for (const one of rejected) byNode.set(one.nodeId, [...(byNode.get(one.nodeId) ?? []), one]);
  const distanceOf = (nodeId: string): number => near.get(nodeId)?.distanceM ?? Infinity;
  return [...byNode]
    .sort(([a], [b]) => distanceOf(a) - distanceOf(b) || (a < b ? -1 : 1))
    .map(([nodeId, reasons], at) => ({
      number: at + 1,
      nodeId,
      at: near.get(nodeId)?.at ?? null,
      distanceM: near.get(nodeId)?.distanceM ?? null,
      reasons,
    }));
}

/** Why sources near by are in no plan, in words. */
export const RejectedSources = ({ places }: { readonly places: readonly RejectedPlace[] }) => {
  const { t, word, say, format } = useText(manager);
  if (places.length === 0) return <Empty title={t('rejected.none')} />;
  return (
    <div class="stack tight">
      <p class="soft">{t('rejected.lead')}</p>
      <ol class="plain rejected">
        {places.map(({ number, nodeId, distanceM, reasons }) => (
          <li key={nodeId}>
            <span class="plan-number is-grey">{number}</span>
            <div>
              <b>{nodeId}</b> <span class="soft small">{format.metres(distanceM)}</span>
              <ul class="plain">
                {reasons.map((reason) => (
                  <li key={reason.kind + reason.code}>
                    <span class="soft">{word('planKind', reason.kind)}：</span>
                    {say('rejection', reason.code, reason)}
                  </li>
                ))}
              </ul>
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
};
