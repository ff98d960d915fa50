import type { WhatIfAnswer } from '../../../contract/what-if.ts';
import { useText } from '../../language/use-text.ts';
import { ChainLedger } from '../../parts/chain-ledger.tsx';
import { whatIf } from '../messages/what-if.ts';
import { ChangeTable } from './change-table.tsx';
import { type Change, changesOf, extreme } from './changes.ts';

type Chain = WhatIfAnswer['after']['chains'][number];

/** Beyond it a line or transformer carries more than its rating, %. */
const FULL_PERCENT = 100;
const PU_DIGITS = 4;

/** What a chain comes to with the loads on it, in a sentence. */
const Verdict = ({ chain }: { readonly chain: Chain }) => {
  const { t, format } = useText(whatIf);
  const { nodeId: id, openKva, openKnownKva, bindingElementId } = chain;
  const left = openKva ?? openKnownKva;
  if (left === null) return <p class="notice warn">{t('chain.allUnknown', { id })}</p>;
  if (left < 0) {
    const element = bindingElementId ?? '—';
    return <p class="notice bad">{t('chain.not', { id, kva: format.kva(-left), element })}</p>;
  }
  const key = openKva === null ? 'chain.unknown' : 'chain.fits';
  return (
    <p class={openKva === null ? 'notice warn' : 'notice good'}>{t(key, { id, kva: format.kva(left) })}</p>
  );
};

interface FigureProps {
  readonly label: string;
  readonly change: Change | null;
  readonly show: (figure: number | null) => string;
}

const Figure = ({ label, change, show }: FigureProps) => (
  <div class="what-if-figure">
    <dt>{label}</dt>
    <dd>
      <span class="soft">{show(change?.before ?? null)}</span> →{' '}
      <strong>{show(change?.after ?? null)}</strong>
      {change !== null && change.id !== '' && <span class="soft small"> {change.id}</span>}
    </dd>
  </div>
);

/** What stands out, and what changes most. */
const Figures = ({ answer }: { readonly answer: WhatIfAnswer }) => {
  const { t, format } = useText(whatIf);
  const { before, after } = answer;
  const pair = <K extends 'nodes' | 'sections' | 'transformers'>(name: K) => ({
    before: before[name],
    after: after[name],
  });
  const nodes = changesOf(pair('nodes'), ({ nodeId, voltagePu }) => ({ id: nodeId, figure: voltagePu }));
  const loading = ({ elementId, loadingPercent }: { elementId: string; loadingPercent: number | null }) => ({
    id: elementId,
    figure: loadingPercent,
  });
  const sections = changesOf<Parameters<typeof loading>[0]>(pair('sections'), loading);
  const transformers = changesOf<Parameters<typeof loading>[0]>(pair('transformers'), loading);
  const pu = (figure: number | null): string => (figure === null ? '—' : figure.toFixed(PU_DIGITS));
  const percent = (figure: number | null): string => format.percent(figure === null ? null : figure / 100, 1);
  const isFull = (figure: number): boolean => figure > FULL_PERCENT;
  const losses: Change = { id: '', before: before.lossesKw, after: after.lossesKw };
  return (
    <>
      <dl class="what-if-figures">
        <Figure label={t('lowest')} change={extreme(nodes, (a, b) => a < b)} show={pu} />
        <Figure label={t('highest.section')} change={extreme(sections, (a, b) => a > b)} show={percent} />
        <Figure
          label={t('highest.transformer')}
          change={extreme(transformers, (a, b) => a > b)}
          show={percent}
        />
        <Figure label={t('losses')} change={losses} show={(kw) => `${format.number(kw, 1)} kW`} />
      </dl>
      <ChangeTable title={t('nodes')} changes={nodes} show={pu} />
      <ChangeTable title={t('sections')} changes={sections} show={percent} isBad={isFull} />
      <ChangeTable title={t('transformers')} changes={transformers} show={percent} isBad={isFull} />
    </>
  );
};

/** Voltages, loadings, losses and ledger before and after. */
export const WhatIfResult = ({ answer }: { readonly answer: WhatIfAnswer }) => {
  const { t, word, say } = useText(whatIf);
  const { after } = answer;
  return (
    <section class="stack" aria-labelledby="result-title">
      <h2 id="result-title">{t('result')}</h2>
      {after.chains.map((chain) => (
        <Verdict key={chain.nodeId} chain={chain} />
      ))}
      <Figures answer={answer} />
      {after.chains.map((chain) => (
        <details key={chain.nodeId} class="card">
          <summary>
            {t('chains')} · {chain.nodeId}
          </summary>
          <ChainLedger bindingElementId={chain.bindingElementId} chain={chain.chain} />
        </details>
      ))}
      {answer.because.length > 0 && (
        <details class="small">
          <summary>{t('because')}</summary>
          <ul>
            {answer.because.map(({ key, values }, at) => (
              <li key={at}>{say('reason', key, values)}</li>
            ))}
          </ul>
        </details>
      )}
      <p class="soft small">
        {t('result.for', {
          season: word('season', answer.season),
          version: answer.snapshot.version,
          ledger: answer.ledgerVersion,
        })}
      </p>
    </section>
  );
};
