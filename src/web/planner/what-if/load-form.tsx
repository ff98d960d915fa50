import { useText } from '../../language/use-text.ts';
import { Empty } from '../../parts/empty.tsx';
import { Field } from '../../parts/field.tsx';
import { whatIf } from '../messages/what-if.ts';
import { ById } from './by-id.tsx';
import type { TriedLoad } from './loads.ts';

interface LoadRowProps {
  readonly load: TriedLoad;
  readonly onChange: (load: TriedLoad) => void;
  readonly onRemove: () => void;
}

const LoadRow = ({ load, onChange, onRemove }: LoadRowProps) => {
  const { t } = useText(whatIf);
  const figure = (name: 'kw' | 'kvar') => (
    <Field label={t(name)}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          step="any"
          required
          value={load[name]}
          onInput={({ currentTarget }) => {
            const value = currentTarget.valueAsNumber;
            if (Number.isFinite(value)) onChange({ ...load, [name]: value });
          }}
        />
      )}
    </Field>
  );
  return (
    <li class="load-row">
      <b class="load-id">{load.nodeId}</b>
      {figure('kw')}
      {figure('kvar')}
      <button
        type="button"
        class="button bare"
        aria-label={t('remove', { id: load.nodeId })}
        onClick={onRemove}
      >
        ✕
      </button>
    </li>
  );
};

interface LoadFormProps {
  readonly loads: readonly TriedLoad[];
  readonly onChange: (loads: readonly TriedLoad[]) => void;
  readonly onAdd: (id: string) => void;
}

/** The loads that are tried, to be changed. */
export const LoadForm = ({ loads, onChange, onAdd }: LoadFormProps) => {
  const { t } = useText(whatIf);
  return (
    <section class="stack tight" aria-labelledby="loads-title">
      <h2 id="loads-title">{t('loads')}</h2>
      {loads.length === 0 ? (
        <Empty title={t('none')}>
          <p>{t('none.hint')}</p>
          <p>{t('zoomIn')}</p>
        </Empty>
      ) : (
        <ul class="plain stack tight">
          {loads.map((load) => (
            <LoadRow
              key={load.nodeId}
              load={load}
              onChange={(changed) => {
                onChange(loads.map((one) => (one.nodeId === load.nodeId ? changed : one)));
              }}
              onRemove={() => {
                onChange(loads.filter(({ nodeId }) => nodeId !== load.nodeId));
              }}
            />
          ))}
        </ul>
      )}
      <ById label={t('id')} hint={t('id.hint')} onAdd={onAdd} />
    </section>
  );
};
