import { useText } from '../../language/use-text.ts';
import { whatIf } from '../messages/what-if.ts';
import { ById } from './by-id.tsx';
import type { TriedSwitch } from './switches.ts';

interface SwitchRowProps {
  readonly tried: TriedSwitch;
  readonly onChange: (tried: TriedSwitch) => void;
  readonly onRemove: () => void;
}

const SwitchRow = ({ tried, onChange, onRemove }: SwitchRowProps) => {
  const { t } = useText(whatIf);
  const { switchId, closed } = tried;
  return (
    <li class="switch-row">
      <b class="load-id">{switchId}</b>
      <select
        aria-label={t('switch.position', { id: switchId })}
        value={closed ? 'closed' : 'open'}
        onChange={({ currentTarget }) => {
          onChange({ switchId, closed: currentTarget.value === 'closed' });
        }}
      >
        <option value="closed">{t('switch.closed')}</option>
        <option value="open">{t('switch.open')}</option>
      </select>
      <button type="button" class="button bare" aria-label={t('remove', { id: switchId })} onClick={onRemove}>
        ✕
      </button>
    </li>
  );
};

interface SwitchFormProps {
  readonly switches: readonly TriedSwitch[];
  readonly onChange: (switches: readonly TriedSwitch[]) => void;
}

/** The switches that are tried in another position. */
export const SwitchForm = ({ switches, onChange }: SwitchFormProps) => {
  const { t } = useText(whatIf);
  return (
    <details class="stack tight" open={switches.length > 0}>
      <summary>{t('switches', { count: switches.length })}</summary>
      <ul class="plain stack tight">
        {switches.map((tried) => (
          <SwitchRow
            key={tried.switchId}
            tried={tried}
            onChange={(changed) => {
              onChange(switches.map((one) => (one.switchId === tried.switchId ? changed : one)));
            }}
            onRemove={() => {
              onChange(switches.filter(({ switchId }) => switchId !== tried.switchId));
            }}
          />
        ))}
      </ul>
      <ById
        label={t('switch.id')}
        hint={t('switch.hint')}
        button={t('switch.add')}
        onAdd={(switchId) => {
          if (switches.some((one) => one.switchId === switchId)) return;
          onChange([...switches, { switchId, closed: false }]);
        }}
      />
    </details>
  );
};
