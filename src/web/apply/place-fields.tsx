import { useText } from '../language/use-text.ts';
import type { Session } from '../session/session.ts';
import { apply } from './messages/apply.ts';
import { AddressSearch } from './address-search.tsx';
import type { FormProps } from './form-props.ts';

interface PlaceFieldsProps extends FormProps {
  readonly session: Session;
  readonly isDrawing: boolean;
  readonly setDrawing: (is: boolean) => void;
}

/** Where: an address or a tap on the map, and the red line of the plot. */
export const PlaceFields = ({ session, isDrawing, setDrawing, ...form }: PlaceFieldsProps) => {
  const { t } = useText(apply);
  const { place, plot, address } = form.draft;
  const isMissing = form.faultAt('/site') !== undefined && place === null;
  return (
    <fieldset class="stack">
      <legend class="step-title">{t('where')}</legend>
      <AddressSearch
        session={session}
        text={address}
        fault={isMissing ? t('place.missing') : undefined}
        onChange={(text, at) => {
          form.change({ address: text, isFound: at !== null, ...(at === null ? {} : { place: at }) });
        }}
      />
      {place !== null && address === '' && (
        <p class="tag accent">
          {t('place.tapped', { lat: place.lat.toFixed(5), lon: place.lon.toFixed(5) })}
        </p>
      )}
      <div class="stack tight">
        <p class="legend-label">{t('plot')}</p>
        <p class="field-hint">{isDrawing ? t('plot.drawing') : t('plot.hint')}</p>
        <div class="row">
          {plot === null ? (
            <button
              type="button"
              class="button"
              aria-pressed={isDrawing}
              onClick={() => {
                setDrawing(!isDrawing);
              }}
            >
              {t('plot.draw')}
            </button>
          ) : (
            <>
              <span class="tag">{t('plot.done', { points: plot.length - 1 })}</span>
              <button
                type="button"
                class="button"
                onClick={() => {
                  form.change({ plot: null });
                }}
              >
                {t('plot.remove')}
              </button>
            </>
          )}
        </div>
      </div>
    </fieldset>
  );
};
