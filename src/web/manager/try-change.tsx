import { useState } from 'preact/hooks';
import type { ApplicationAnswer } from '../../contract/applications.ts';
import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import { call } from '../api/call.ts';
import { useAction } from '../api/use-action.ts';
import { useText } from '../language/use-text.ts';
import { manager } from './messages/manager.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Field } from '../parts/field.tsx';
import { textOf } from '../parts/text-of.ts';
import type { Session } from '../session/session.ts';
import { DifferenceTable } from './difference-table.tsx';
import { type Tried, patchOf, requestOf } from './request-of.ts';

interface TryChangeProps {
  readonly session: Session;
  readonly file: ApplicationAnswer;
  /** Plans as they stand; `null` = there are none. */
  readonly now: SupplyPlansAnswer | null;
  readonly onSaved: (offerId: string) => void;
}

const numberIn = (data: FormData, name: string): number | null => {
  const text = textOf(data, name);
  return text === '' ? null : Number(text);
};

function readTried(form: HTMLFormElement): Tried {
  const data = new FormData(form);
  const capacityKva = numberIn(data, 'capacityKva');
  const wantedOn = textOf(data, 'wantedOn');
  return {
    ...(capacityKva === null ? {} : { capacityKva }),
    securityLoadKw: numberIn(data, 'securityLoadKw'),
    loadClass: Number(data.get('loadClass')) as 1 | 2 | 3,
    radiusM: numberIn(data, 'radiusM') ?? 1000,
    wantedOn: wantedOn === '' ? null : wantedOn,
  };
}

const Figures = ({ file }: Pick<TryChangeProps, 'file'>) => {
  const { t } = useText(manager);
  const { demand, radiusM, wantedOn } = file.request;
  return (
    <div class="form-grid">
      <Field label={t('try.kva')}>
        {(ids) => (
          <input
            {...ids}
            type="number"
            name="capacityKva"
            min="0.01"
            step="any"
            defaultValue={demand.capacityKva ?? ''}
          />
        )}
      </Field>
      <Field label={t('try.security')}>
        {(ids) => (
          <input
            {...ids}
            type="number"
            name="securityLoadKw"
            min="0"
            step="any"
            defaultValue={demand.securityLoadKw ?? ''}
          />
        )}
      </Field>
      <Field label={t('try.class')}>
        {(ids) => (
          <select {...ids} name="loadClass" defaultValue={String(demand.loadClass)}>
            {[1, 2, 3].map((one) => (
              <option key={one} value={one} selected={one === demand.loadClass}>
                {one}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('try.radius')}>
        {(ids) => (
          <input {...ids} type="number" name="radiusM" min="1" max="15000" required defaultValue={radiusM} />
        )}
      </Field>
      <Field label={t('try.wanted')}>
        {(ids) => <input {...ids} type="date" name="wantedOn" defaultValue={wantedOn ?? ''} />}
      </Field>
    </div>
  );
};

/** A changed demand, computed without keeping anything, beside the plans as they stand; then kept, if it is meant. */
export const TryChange = ({ session, file, now, onSaved }: TryChangeProps) => {
  const { t } = useText(manager);
  const [tried, setTried] = useState<{ readonly change: Tried; readonly answer: SupplyPlansAnswer } | null>(
    null,
  );
  const compute = useAction(async (change: Tried) => {
    const body = requestOf(file, change);
    setTried({ change, answer: await call(session, '/v1/supply-plans', { method: 'POST', body }) });
  });
  const keep = useAction(async (change: Tried) => {
    const path = `/v1/applications/${file.id}`;
    const headers = { 'If-Match': `"${file.version}"` };
    await call(session, path, { method: 'PATCH', headers, body: patchOf(file, change) });
    const { offerId } = await call<{ offerId: string }>(session, `${path}/offers`, {
      method: 'POST',
      body: {},
    });
    onSaved(offerId);
  });
  const failure = compute.failure ?? keep.failure;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        compute.run(readTried(event.currentTarget));
      }}
    >
      <p class="soft">{t('try.lead')}</p>
      <Figures file={file} />
      <div class="row">
        <button type="submit" class="button main" disabled={compute.isRunning}>
          {t('try.run')}
        </button>
        {tried !== null && ['accepted', 'offered'].includes(file.status) && (
          <button
            type="button"
            class="button"
            disabled={keep.isRunning}
            onClick={() => {
              keep.run(tried.change);
            }}
          >
            {t('try.save')}
          </button>
        )}
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      {tried !== null && <DifferenceTable before={now ?? { plans: [] }} after={tried.answer} />}
    </form>
  );
};
